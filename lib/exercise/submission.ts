import { pathToFileURL } from "node:url";
import { readPlainFile } from "../file/read_plain_file.ts";
import { UserError } from "../user_error.ts";

/** Bounds on what a submission's folder is read of: code is small. */
const MAX_FILE = 256 * 1024, MAX_FILES = 200, MAX_TOTAL = 2 ** 20;

/** A student's files as they were when they were read. */
export interface Submission extends AsyncDisposable {
  /** The folder that was read, as it was given. */
  readonly folder: string;
  /** The texts of its files of TypeScript, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** A copy that no other submission, and nothing else, lies beside. */
  readonly copy: URL;
}

/**
 * Reads the files of a submission, and copies them to a folder of their own: whatever their code does, it sees
 * no other file, and what is checked is what was read. Links are not followed.
 *
 * @throws {UserError} if there is no such folder, or its files are too large
 */
export async function openSubmission(folder: string): Promise<Submission> {
  const files = new Map<string, string>();
  let total = 0;
  for (const name of await codeFiles(folder)) {
    const bytes = await readPlainFile(`${folder}/${name}`, MAX_FILE);
    if (!bytes) continue;
    total += bytes.length;
    if (total > MAX_TOTAL) {
      throw new UserError(
        `${folder} holds more than ${MAX_TOTAL} bytes of code; wanted at most that.`,
      );
    }
    files.set(name, new TextDecoder().decode(bytes));
  }
  const copy = await Deno.makeTempDir({ prefix: "vae-exercise-" });
  for (const [name, text] of files) await Deno.writeTextFile(`${copy}/${name}`, text);
  return {
    folder,
    files,
    copy: pathToFileURL(`${await Deno.realPath(copy)}/`),
    [Symbol.asyncDispose]: () => Deno.remove(copy, { recursive: true }),
  };
}

/** The names of the plain files of TypeScript in a folder, in order. */
async function codeFiles(folder: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (isFile && name.endsWith(".ts")) names.push(name);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new UserError(`${folder}: there is no such folder.`);
    }
    if (error instanceof Error && "code" in error) {
      throw new UserError(`${folder} cannot be read: ${error.message}`);
    }
    throw error;
  }
  if (names.length > MAX_FILES) {
    throw new UserError(
      `${folder} holds ${names.length} files of code; wanted at most ${MAX_FILES}.`,
    );
  }
  return names.sort();
}
