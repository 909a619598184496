/** A notebook in Jupyter's format 4.5, as far as ours needs it; keys in the order that Jupyter writes them. */
export interface Notebook {
  readonly cells: readonly NotebookCell[];
  readonly metadata: NotebookMetadata;
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
}

/** What Jupyter and `deno task notebook` note of a notebook. */
export interface NotebookMetadata {
  readonly kernelspec: Readonly<Record<string, string>>;
  readonly language_info: Readonly<Record<string, string>>;
  /** The SHA-256 of the code that the outputs belong to; absent where there are none. */
  readonly vae_lab?: { readonly code_sha256: string };
}

/** A cell of text or of code. */
export type NotebookCell =
  | {
    readonly cell_type: "markdown";
    readonly id: string;
    readonly metadata: CellMetadata;
    readonly source: readonly string[];
  }
  | CodeCell;

/** A cell of code, and what it printed and showed. */
export interface CodeCell {
  readonly cell_type: "code";
  readonly execution_count: number | null;
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly outputs: readonly CellOutput[];
  readonly source: readonly string[];
}

/** What tools know a cell by. */
export interface CellMetadata {
  readonly tags?: readonly string[];
}

/** What a cell printed, or showed. */
export type CellOutput =
  | { readonly name: "stdout"; readonly output_type: "stream"; readonly text: readonly string[] }
  | {
    readonly data: Readonly<Record<string, unknown>>;
    readonly metadata: Readonly<Record<string, never>>;
    readonly output_type: "display_data";
  };

/** A text as its lines, each with its end. */
export function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

/** The text of a notebook's file, as Jupyter would write it. */
export function notebookText(notebook: Notebook): string {
  return `${JSON.stringify(notebook, sorted, 1)}\n`;
}

/** An object with its names in order. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}
