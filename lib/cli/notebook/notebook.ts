import { fileURLToPath } from "node:url";
import { runId, writeAtomic } from "../../file/write_atomic.ts";
import { onOff } from "../../run/option.ts";
import { UserError } from "../../user_error.ts";
import type { Flags, Options } from "../flags.ts";
import { inClone } from "../invocation.ts";
import type { Terminal } from "../terminal.ts";
import { codeHash } from "./code_hash.ts";
import { makeNotebook, type Outputs } from "./make_notebook.ts";
import { type Notebook, notebookText } from "./notebook_format.ts";
import { readNotebook } from "./read_notebook.ts";
import { runCells } from "./run_cells.ts";
import { smallPictures } from "./small_pictures.ts";

const LAB = new URL("../../../", import.meta.url);

/** What `deno task notebook` takes. */
export const NOTEBOOK_FLAGS = {
  rerun: onOff("replace the outputs even if no code has changed, as after a change of the library"),
  force: onOff("replace a notebook whose code was edited, or that another program wrote"),
} satisfies Flags;

/** `deno task notebook`: makes lab.ipynb, and runs its cells if their code has changed. */
export async function notebook(
  { rerun, force }: Options<typeof NOTEBOOK_FLAGS>,
  { say, note }: Terminal,
  signal: AbortSignal,
): Promise<void> {
  if (!inClone) throw new UserError("deno task notebook needs a clone of the lab; run it there.");
  const path = fileURLToPath(new URL("lab.ipynb", LAB));
  const earlier = force ? undefined : await readNotebook(path);
  const program = await Deno.readTextFile(new URL("docs/notebook/lab.ts", LAB));
  const empty = makeNotebook(program);
  const code = await codeHash(empty);
  let outputs = !rerun && earlier?.code === code ? earlier.outputs : undefined;
  if (outputs) note("the code has not changed: the outputs stay as they are");
  else {
    note("running the cells, which train three models: a few minutes");
    outputs = await runAnew(empty, signal);
  }
  const made = makeNotebook(program, { outputs, code });
  const startedAt = new Date().toISOString();
  await writeAtomic(path, notebookText(made), runId({ startedAt }));
  say(`lab.ipynb: ${made.cells.length} cells`);
}

/** Runs the cells on the backend that every machine has, and where no earlier run could be resumed. */
async function runAnew(notebook: Notebook, signal: AbortSignal): Promise<Outputs> {
  const out = await Deno.makeTempDir();
  try {
    const settings = { backend: "wasm", out };
    return await smallPictures(await runCells(notebook, { folder: LAB, settings, signal }));
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}
