import { UserError } from "../../user_error.ts";

/** What is told of a folder of results names the option of other tasks. */
export function inTermsOfBuild(error: unknown): unknown {
  if (!(error instanceof UserError)) return error;
  return new UserError(error.message.replaceAll("`out`", "`build`"), { cause: error });
}
