import { UserError } from "../user_error.ts";
import { inClone } from "./invocation.ts";

/** A user's mistake in one line; a mistake of ours with its stack, since that is what helps then. */
export function explain(error: unknown): string {
  if (error instanceof UserError) return error.message;
  const missing = missingPermission(error);
  if (missing) {
    const hint = inClone
      ? " The tasks in deno.json carry the permissions that the scripts need."
      : "";
    return `${missing.message}.${hint}`;
  }
  if (error instanceof Error && "code" in error) return error.message; // the system's own refusal
  return `internal error; please report it.\n${(error as Error)?.stack ?? error}`;
}

/** Deno's refusal, where one is the cause of an error, or of what a package made of it. */
function missingPermission(error: unknown): Error | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Deno.errors.NotCapable) return cause;
  }
}
