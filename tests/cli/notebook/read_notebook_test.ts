import { assertEquals, assertRejects } from "@std/assert";
import { codeHash } from "../../../lib/cli/notebook/code_hash.ts";
import { makeNotebook } from "../../../lib/cli/notebook/make_notebook.ts";
import type { Notebook } from "../../../lib/cli/notebook/notebook_format.ts";
import { readNotebook } from "../../../lib/cli/notebook/read_notebook.ts";
import { UserError } from "../../../lib/user_error.ts";
import { itNeeds } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";

const PROGRAM = "// %% about\nconst a = 1;\n// %%\nconsole.log(a);\n";
const OUTPUTS = {
  "about-1": [],
  "about-2": [{ name: "stdout", output_type: "stream", text: ["1\n"] }],
} as const;

async function made(): Promise<Notebook> {
  const code = await codeHash(makeNotebook(PROGRAM));
  return makeNotebook(PROGRAM, { outputs: OUTPUTS, code });
}

itNeeds(["read", "write"], "readNotebook() reads back the outputs of a made notebook", async () => {
  await withFolder(async (folder) => {
    const path = `${folder}/lab.ipynb`;
    assertEquals(await readNotebook(path), undefined);
    const notebook = await made();
    await Deno.writeTextFile(path, JSON.stringify(notebook));
    const code = await codeHash(notebook);
    assertEquals(await readNotebook(path), { code, outputs: OUTPUTS });
  });
});

itNeeds(["read", "write"], "readNotebook() takes outputs that changed, not code", async () => {
  await withFolder(async (folder) => {
    const path = `${folder}/lab.ipynb`;
    const notebook = await made();
    const cells = notebook.cells.map((cell) =>
      cell.cell_type === "code" ? { ...cell, outputs: [] } : cell
    );
    await Deno.writeTextFile(path, JSON.stringify({ ...notebook, cells }));
    assertEquals((await readNotebook(path))?.outputs, { "about-1": [], "about-2": [] });

    const edited = cells.map((cell) =>
      cell.cell_type === "code" ? { ...cell, source: [...cell.source, "\nmine();"] } : cell
    );
    await Deno.writeTextFile(path, JSON.stringify({ ...notebook, cells: edited }));
    await assertRejects(
      () => readNotebook(path),
      UserError,
      `the code of ${path} was edited, and would be replaced. Move it away, or replace it with \`force\`.`,
    );
  });
});

itNeeds(["read", "write"], "readNotebook() refuses what is no notebook of ours", async () => {
  await withFolder(async (folder) => {
    const path = `${folder}/lab.ipynb`;
    for (const text of ["", "{", "[]", "{}", "null", '{"cells": 3}', '{"cells": [null]}']) {
      await Deno.writeTextFile(path, text);
      await assertRejects(() => readNotebook(path), UserError, "would be replaced", text);
    }
    await Deno.writeTextFile(path, '{"cells": [], "metadata": {}}');
    await assertRejects(() => readNotebook(path), UserError, "was edited");
  });
});
