import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { makeNotebook } from "../../../lib/cli/notebook/make_notebook.ts";
import type { LabSection } from "../../../lib/report/lab_text.ts";

const SECTIONS: readonly LabSection[] = [
  { id: "about", title: "One", text: "\nWhat it is about.\n" },
  { id: "model", title: "Two", text: "\n$x$\n" },
  { id: "questions", title: "Three", text: "\nWhy?\n" },
];

const PROGRAM = `// %% about
import { a } from "../../mod.ts";
import { b } from "../../lib/math/mod.ts";
// %%
a(b);
// %% model
a(2);
`;

it("makeNotebook() puts a section's text before the cell of its title, and the rest at the end", () => {
  const { cells } = makeNotebook(PROGRAM, undefined, SECTIONS);
  assertEquals(cells.map(({ id, cell_type }) => `${cell_type} ${id}`), [
    "markdown about",
    "code about-1",
    "code about-2",
    "markdown model",
    "code model-1",
    "markdown questions",
  ]);
  assertEquals(cells[0].source, ["# One\n", "\n", "What it is about."]);
  assertEquals(cells[3].source, ["## Two\n", "\n", "$x$"]);
});

it("makeNotebook() names the library's files from the notebook's folder", () => {
  const { cells } = makeNotebook(PROGRAM, undefined, SECTIONS);
  assertEquals(cells[1].source, [
    'import { a } from "./mod.ts";\n',
    'import { b } from "./lib/math/mod.ts";',
  ]);
});

it("makeNotebook() numbers the cells that have run, and says which code the outputs belong to", () => {
  const shown = { name: "stdout", output_type: "stream", text: ["3\n"] } as const;
  const outputs = { "about-1": [], "about-2": [shown] };
  const { cells, metadata } = makeNotebook(PROGRAM, { outputs, code: "1f" }, SECTIONS);
  const code = cells.filter((cell) => cell.cell_type === "code");
  assertEquals(code.map(({ execution_count }) => execution_count), [1, 2, null]);
  assertEquals(code.map(({ outputs }) => outputs), [[], [shown], []]);
  assertEquals(metadata.vae_lab, { code_sha256: "1f" });
});

it("makeNotebook() refuses titles that are no section's, and sections out of order", () => {
  const wrong = (program: string, title: string) =>
    assertThrows(
      () => makeNotebook(program, undefined, SECTIONS),
      Error,
      `wanted the sections' order, found a cell titled "${title}"`,
    );
  wrong("// %% modle\na();\n", "modle");
  wrong("// %% model\na();\n// %% about\nb();\n", "about");
});
