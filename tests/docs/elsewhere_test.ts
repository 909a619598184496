/** The programs in docs/elsewhere.md, run as they stand there, and their numbers beside ours. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { modelFromBytes } from "../../lib/run/model_file.ts";
import { itNeeds, type Right } from "../needs.ts";
import { itNeedsPython, runPython } from "../python.ts";
import { runTask, withFolder } from "../scripts/run_task.ts";

const rights: Right[] = ["read", "write", "run"];
const root = new URL("../../", import.meta.url);
const mayRead = Deno.permissions.querySync({ name: "read" }).state === "granted";
const text = mayRead ? await Deno.readTextFile(new URL("docs/elsewhere.md", root)) : "";

/** The program under a heading. */
function program(heading: string): string {
  const [, section] = text.split(`\n## ${heading}\n`);
  return /^```\w+\n([\s\S]*?)^```$/m.exec(section)![1];
}

/** The model that the document's first command exports. */
const MODEL = /^ {4}deno task export --model (\S+)$/m;

/** Our own mu of the image that the programs take, and the mean of the pixels that it is decoded to. */
async function ourNumbers(): Promise<number[]> {
  await useBackend("wasm");
  const file = MODEL.exec(text)![1];
  const vae = modelFromBytes(await Deno.readFile(new URL(file, root)), file);
  const image = Float32Array.from({ length: 784 }, (_, i) => i / 784);
  const mu = vae.encode(tf.tensor2d(image, [1, 784]));
  return [...mu.dataSync(), ...tf.mean(vae.reconstruct(mu)).dataSync()];
}

/** Runs a program in a folder that has the exported files, and compares what it prints. */
async function compare(run: (folder: string) => Promise<string>): Promise<void> {
  await withFolder(async (folder) => {
    const args = ["--model", MODEL.exec(text)![1], "--out", `${folder}/out/export`];
    const { status, stderr } = await runTask("export", ...args);
    assertEquals(status, 0, stderr);
    const theirs = (await run(folder)).trim().split(/\s+/).map(Number);
    const ours = await ourNumbers();
    assertEquals(theirs.length, ours.length, `${theirs}`);
    for (const [i, value] of ours.entries()) assertAlmostEquals(theirs[i], value, 1e-5);
  });
}

for (
  const [heading, modules] of [
    ["PyTorch", "safetensors, torch"],
    ["onnxruntime in Python", "numpy, onnxruntime"],
  ]
) {
  const itNeedsModules = await itNeedsPython(modules);
  itNeedsModules(
    `docs/elsewhere.md, ${heading}: the program gives our numbers`,
    (python) => compare((cwd) => runPython(python, ["-c", program(heading)], { cwd })),
  );
}

for (const heading of ["onnxruntime in JavaScript", "TensorFlow.js"]) {
  itNeeds(rights, `docs/elsewhere.md, ${heading}: the program gives our numbers`, async () => {
    await compare(async (cwd) => {
      const lib = new URL("lib/", root).href;
      const file = `${cwd}/program.ts`;
      await Deno.writeTextFile(file, program(heading).replaceAll('"../lib/', `"${lib}`));
      const config = fileURLToPath(new URL("deno.json", root));
      const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "--no-prompt", "--quiet", "--allow-read", "--config", config, file],
        cwd,
        env: { NO_COLOR: "1" },
      }).output();
      assert(success, new TextDecoder().decode(stderr));
      return new TextDecoder().decode(stdout);
    });
  });
}

itNeeds(["read"], "docs/elsewhere.md prints our numbers", async () => {
  const [, shown] = /all of them print\n\n {4}(.*)\n/.exec(text)!;
  const ours = (await ourNumbers()).map((value) => value.toFixed(4));
  assertEquals(shown.split(" "), ours);
});
