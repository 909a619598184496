import { UserError } from "../user_error.ts";

/**
 * Writes a file under a temporary name beside its place and renames it, so that a killed run leaves the
 * old file or the new one, never half of it.
 *
 * @throws {UserError} if the folder cannot be written to
 */
export async function writeAtomic(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${Deno.pid}.tmp`;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  try {
    await Deno.writeFile(temporary, bytes);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw unwritable(path, error);
  }
}

/** The system's refusal to write, in the user's terms. */
export function unwritable(path: string, error: unknown): unknown {
  if (error instanceof Deno.errors.NotCapable) {
    return new UserError(`cannot write ${path}: Deno was not given the right. Add --allow-write.`, {
      cause: error,
    });
  }
  // What the system refuses carries its code; anything else is a mistake of ours.
  const code = (error as { code?: string }).code;
  if (!code) return error;
  return new UserError(
    `cannot write ${path}: ${(error as Error).message}. Choose another folder with --out.`,
    { cause: error },
  );
}
