import { assertEquals, assertRejects } from "@std/assert";
import { makeNotebook } from "../../../lib/cli/notebook/make_notebook.ts";
import { runCells } from "../../../lib/cli/notebook/run_cells.ts";
import { UserError } from "../../../lib/user_error.ts";
import { itNeeds, type Right } from "../../needs.ts";

const rights: Right[] = ["read", "write", "run"];
const folder = new URL("../../../", import.meta.url);

/** What the cells of a program print and show. */
function outputsOf(program: string, settings = {}, signal?: AbortSignal) {
  return runCells(makeNotebook(program), { folder, settings, signal });
}

itNeeds(rights, "runCells() keeps what each cell prints and shows, in its order", async () => {
  const outputs = await outputsOf(`// %% about
console.log("one", 1, { a: [2] });
console.log("two");
await Deno.jupyter.display(Deno.jupyter.md\`**\${3}**\nlines\`);
console.log("three");
// %%
const quiet: number = 1;
// %%
await Deno.jupyter.display({ toDataURL: () => "data:image/png;base64,AAEC" });
await Deno.jupyter.display(Deno.jupyter.image(Uint8Array.of(0, 1, 2)));
await Deno.jupyter.display({ "x/b": { b: 1 }, "text/plain": "t" }, { raw: true });
`);
  const stdout = (...text: string[]) => ({ name: "stdout", output_type: "stream", text });
  const shown = (data: unknown) => ({ data, metadata: {}, output_type: "display_data" });
  assertEquals(outputs as unknown, {
    "about-1": [
      stdout("one 1 { a: [ 2 ] }\n", "two\n"),
      shown({ "text/markdown": ["**3**\n", "lines"] }),
      stdout("three\n"),
    ],
    "about-2": [],
    "about-3": [
      shown({ "image/png": "AAEC" }),
      shown({ "image/png": "AAEC" }),
      shown({ "text/plain": ["t"], "x/b": { b: 1 } }),
    ],
  });
});

itNeeds(rights, "runCells() changes a display where it stands", async () => {
  const outputs = await outputsOf(`// %% about
const line = (text: string, update: boolean) =>
  Deno.jupyter.display(Deno.jupyter.md\`\${text}\`, { display_id: "a", update });
await line("starting", false);
console.log("behind it");
// %%
await line("finished", true);
`);
  assertEquals(outputs["about-2"], []);
  assertEquals(outputs["about-1"].map((output) => "data" in output ? output.data : output.text), [
    { "text/markdown": ["finished"] },
    ["behind it\n"],
  ]);
});

itNeeds(rights, "runCells() changes the settings of the cell tagged parameters", async () => {
  const outputs = await outputsOf(
    `// %% about
console.log("before");
// %% tags=["parameters"]
const settings = { images: undefined as number | undefined, seed: 3 };
// %%
console.log(settings.images, settings.seed);
`,
    { images: 7 },
  );
  assertEquals(outputs["about-3"], [
    { name: "stdout", output_type: "stream", text: ["7 3\n"] },
  ]);
});

itNeeds(rights, "runCells() says which cell failed, and why", async () => {
  const program = '// %% about\nconst a = 1;\n// %%\nif (a) throw new Error("too bad");\n';
  const error = await assertRejects(() => outputsOf(program), UserError, "too bad");
  assertEquals(error.message.split("\n")[0], "the cell about-2 failed: Error: too bad");
});

itNeeds(rights, "runCells() ends when it is told to", async () => {
  const stopping = new AbortController();
  const program = "// %% about\nawait new Promise((resolve) => setTimeout(resolve, 1e8));\n";
  const running = outputsOf(program, {}, stopping.signal);
  setTimeout(() => stopping.abort(new Error("enough")), 300);
  await assertRejects(() => running, Error, "enough");
});
