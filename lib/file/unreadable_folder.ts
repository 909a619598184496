import { oneLine, UserError } from "../user_error.ts";

/**
 * What to throw where a folder could not be read: why, in words, for what a user can mend; the error itself for a
 * permission that Deno was not given.
 *
 * @param fileHint what to do where there is a file in its place
 */
export function unreadableFolder(path: string, error: unknown, fileHint?: string): unknown {
  if (error instanceof UserError || error instanceof Deno.errors.NotCapable) return error;
  const why = error instanceof Deno.errors.NotFound
    ? "there is no such folder"
    : error instanceof Deno.errors.NotADirectory
    ? `it is a file, and a folder is wanted${fileHint ? ` (${fileHint})` : ""}`
    : (error as Error).message;
  return new UserError(`cannot read the folder ${oneLine(path)}: ${why}.`, { cause: error });
}
