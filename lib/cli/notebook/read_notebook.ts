import { readPlainFile } from "../../file/read_plain_file.ts";
import { UserError } from "../../user_error.ts";
import { codeHash } from "./code_hash.ts";
import type { Outputs } from "./make_notebook.ts";
import type { Notebook } from "./notebook_format.ts";

/** A notebook of more bytes is not ours. */
const MAX_BYTES = 16 * 1024 * 1024;

/** A notebook that `deno task notebook` made. */
export interface MadeNotebook {
  /** The hash of its code, which its outputs belong to. */
  readonly code: string;
  /** Its outputs, by the cells' ids. */
  readonly outputs: Outputs;
}

/**
 * Reads a notebook that `deno task notebook` made; `undefined` if there is no such file.
 *
 * @throws {UserError} if another program made it, or its code was edited since
 */
export async function readNotebook(path: string): Promise<MadeNotebook | undefined> {
  const bytes = await readPlainFile(path, MAX_BYTES);
  if (!bytes) return undefined;
  const replaced = "and would be replaced. Move it away, or replace it with `force`.";
  let notebook: Notebook;
  let code: string;
  try {
    notebook = JSON.parse(new TextDecoder().decode(bytes));
    code = await codeHash(notebook);
  } catch {
    throw new UserError(`${path} is no notebook, ${replaced}`);
  }
  if (notebook.metadata?.vae_lab?.code_sha256 !== code) {
    throw new UserError(`the code of ${path} was edited, ${replaced}`);
  }
  const cells = notebook.cells.filter((cell) => cell.cell_type === "code");
  return { code, outputs: Object.fromEntries(cells.map(({ id, outputs }) => [id, outputs])) };
}
