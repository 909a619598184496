/** A cell of a program in the percent format. */
export interface PercentCell {
  readonly kind: "code" | "markdown";
  /** What stands behind `// %%`: the section that the cell begins. */
  readonly title?: string;
  /** What Jupyter's tools know it by. */
  readonly tags: readonly string[];
  /** Code, or Markdown without its comment signs; without empty lines around it. */
  readonly source: string;
}

/**
 * The cells of a program in the percent format, as editors and Jupytext know it: a line `// %%` begins a cell, a
 * title, `[markdown]` and `tags=["..."]` may follow. What comes before the first one is no cell.
 *
 * @example
 * ```ts
 * import { percentCells } from "./percent_cells.ts";
 *
 * percentCells("// %% one\nconst a = 1;\n"); // one cell, titled "one", with the source "const a = 1;"
 * ```
 */
export function percentCells(program: string): PercentCell[] {
  const [, ...texts] = program.split(/^\/\/ %%/m);
  return texts.map((text) => {
    const [head, ...lines] = text.split("\n");
    const { kind, tags, title } =
      /^ ?(?<title>[^[\]=]*?)(?: ?\[(?<kind>markdown)\])?(?: ?tags=(?<tags>\[.*\]))?$/.exec(head)!
        .groups!;
    const source = lines.join("\n").trim();
    return {
      kind: kind === "markdown" ? "markdown" : "code",
      ...title && { title },
      tags: tags ? JSON.parse(tags) : [],
      source: kind === "markdown" ? source.replace(/^\/\/ ?/gm, "") : source,
    };
  });
}
