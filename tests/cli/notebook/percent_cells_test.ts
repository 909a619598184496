import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { percentCells } from "../../../lib/cli/notebook/percent_cells.ts";

it("percentCells() takes titles, Markdown and tags from the lines that begin cells", () => {
  const program = `/** A header is no cell. */

// %% first
const a = 1;

console.log(a); // %% is no beginning here

// %% second [markdown]
// # A heading
//
//     code
// %% [markdown]
// text
// %% tags=["parameters", "x"]
const b = 2;
// %%
// a comment stays
`;
  assertEquals(percentCells(program), [
    {
      kind: "code",
      title: "first",
      tags: [],
      source: "const a = 1;\n\nconsole.log(a); // %% is no beginning here",
    },
    { kind: "markdown", title: "second", tags: [], source: "# A heading\n\n    code" },
    { kind: "markdown", tags: [], source: "text" },
    { kind: "code", tags: ["parameters", "x"], source: "const b = 2;" },
    { kind: "code", tags: [], source: "// a comment stays" },
  ]);
});
