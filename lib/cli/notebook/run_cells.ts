import { fileURLToPath } from "node:url";
import { UserError } from "../../user_error.ts";
import type { Outputs } from "./make_notebook.ts";
import type { Notebook } from "./notebook_format.ts";

/** How the cells are run. */
export interface RunCellsOptions {
  /** The notebook's folder. */
  readonly folder: URL;
  /** What `settings` of the cell tagged `parameters` is to be, where it is to differ. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Ends them. */
  readonly signal?: AbortSignal;
}

/**
 * Runs the code cells of a notebook in order, without Jupyter, in a process of their own.
 *
 * @returns what each of them printed and showed
 * @throws {UserError} if one fails
 */
export async function runCells(
  notebook: Notebook,
  { folder, settings = {}, signal }: RunCellsOptions,
): Promise<Outputs> {
  const temporary = await Deno.makeTempDir();
  const [program, outputs] = [`${temporary}/cells.ts`, `${temporary}/outputs.json`];
  try {
    await Deno.writeTextFile(program, programOf(notebook, folder, settings));
    const runner = fileURLToPath(new URL("cell_runner.ts", import.meta.url));
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--no-prompt", "--allow-read", "--allow-write", "--allow-ffi"],
        ...["--config", fileURLToPath(new URL("../../../deno.json", import.meta.url))],
        ...[runner, program, outputs],
      ],
      cwd: folder,
      signal,
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    signal?.throwIfAborted();
    if (!success) {
      throw new UserError(new TextDecoder().decode(stderr).trim());
    }
    return JSON.parse(await Deno.readTextFile(outputs));
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
}

/** The cells as one program; that works since no name is declared in two of them. */
function programOf(
  { cells }: Notebook,
  folder: URL,
  settings: Readonly<Record<string, unknown>>,
): string {
  return cells.filter((cell) => cell.cell_type === "code").map(({ id, source, metadata }) => {
    const code = source.join("").replaceAll('from "./', `from "${folder.href}`);
    const given = metadata.tags?.includes("parameters")
      ? `\nObject.assign(settings, ${JSON.stringify(settings)});`
      : "";
    return `beginCell("${id}");\n${code}${given}\n`;
  }).join("\n");
}
