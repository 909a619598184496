import { LAB_TEXT, type LabSection } from "../../report/lab_text.ts";
import {
  type CellMetadata,
  type CellOutput,
  linesOf,
  type Notebook,
  type NotebookCell,
} from "./notebook_format.ts";
import { type PercentCell, percentCells } from "./percent_cells.ts";

/** How the program names the lab's folder in its imports; the notebook lies in that folder. */
const TO_LAB = /(?<=from ")(?:\.\.\/)+(?=(?:mod\.ts|lib\/))/g;

/** Outputs by the ids of the cells that they belong to. */
export type Outputs = Readonly<Record<string, readonly CellOutput[]>>;

/**
 * The notebook of a program in the percent format: each cell that is titled as a section of the lab follows that
 * section's text. Sections without a cell stand at the end.
 *
 * @param executed what its cells printed and showed, and the hash of their code
 * @throws {Error} for a title that is no section's, and for sections out of order
 */
export function makeNotebook(
  program: string,
  executed?: { readonly outputs: Outputs; readonly code: string },
  sections: readonly LabSection[] = LAB_TEXT,
): Notebook {
  const cells: NotebookCell[] = [];
  let written = 0; // sections
  let [section, inSection, codeCells] = ["", 0, 0];

  function writeSection(): void {
    const { id, title, text } = sections[written];
    const heading = written++ === 0 ? "#" : "##";
    cells.push(markdown(id, `${heading} ${title}\n\n${text.trim()}`));
    [section, inSection] = [id, 0];
  }

  for (const cell of percentCells(program)) {
    if (cell.title !== undefined) {
      const at = sections.findIndex(({ id }) => id === cell.title);
      if (at < written) {
        throw new Error(`wanted the sections' order, found a cell titled "${cell.title}"`);
      }
      while (written <= at) writeSection();
    }
    const id = `${section}-${++inSection}`;
    if (cell.kind === "markdown") cells.push(markdown(id, cell.source));
    else cells.push(code(cell, id, ++codeCells));
  }
  while (written < sections.length) writeSection();
  const metadata = { ...METADATA, ...executed && { vae_lab: { code_sha256: executed.code } } };
  return { cells, metadata, nbformat: 4, nbformat_minor: 5 };

  function code({ source, tags }: PercentCell, id: string, count: number): NotebookCell {
    const metadata: CellMetadata = tags.length > 0 ? { tags } : {};
    const outputs = executed?.outputs[id];
    return {
      cell_type: "code",
      execution_count: outputs ? count : null,
      ...{ id, metadata, outputs: outputs ?? [] },
      source: linesOf(source.replace(TO_LAB, "./")),
    };
  }
}

function markdown(id: string, text: string): NotebookCell {
  return { cell_type: "markdown", id, metadata: {}, source: linesOf(text) };
}

/** As Deno's kernel tells Jupyter. */
const METADATA = {
  kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
  language_info: {
    codemirror_mode: "typescript",
    file_extension: ".ts",
    mimetype: "text/x.typescript",
    name: "typescript",
    nbconvert_exporter: "script",
    pygments_lexer: "typescript",
  },
};
