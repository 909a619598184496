/** docs/teaching.md tells of the steps, and of a check's words, as they are. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { fileOf } from "../../lib/exercise/step.ts";
import { STEPS } from "../../lib/exercise/steps.ts";
import { itNeeds } from "../needs.ts";
import { runTask, withFolder } from "../scripts/run_task.ts";

const teaching = new URL("../../docs/teaching.md", import.meta.url);

itNeeds(["read"], "docs/teaching.md has every step, and counts the mistakes it names", async () => {
  const text = await Deno.readTextFile(teaching);
  const rows = [...text.matchAll(/^\| (\d+) +\| (.*?) +\| (`.*?`) +\| (\d+) +\|$/gm)]
    .map(([, ...cells]) => cells);
  const counts = STEPS.map(({ parts }) => parts.flatMap(({ mistakes }) => mistakes).length);
  const wanted = STEPS.map(({ number, title, parts }, i) => [
    String(number),
    title,
    parts.map(({ name }) => `\`${name}\``).join(", "),
    String(counts[i]),
  ]);
  assertEquals(rows, wanted);
  const all = counts.reduce((sum, count) => sum + count, 0);
  assertStringIncludes(text.replaceAll("\n", " "), `${all} mistakes`);
});

itNeeds(
  ["read", "write", "env", "ffi", "run"],
  "docs/teaching.md shows what deno task check says of a mean over the pixels",
  async () => {
    const shown = /^```\n(step 5 [^]*?)^```$/m.exec(await Deno.readTextFile(teaching))![1];
    const step = STEPS[4];
    await withFolder(async (folder) => {
      await runTask("exercise", "--step", "5", "--out", `${folder}/exercise`);
      const mean = "export function reconstructionError(x: Tensor2D, xHat: Tensor2D): Scalar {\n" +
        "  return tf.mean(tf.square(tf.sub(x, xHat)));\n}\n";
      const source = step.solution
        .replace(/export function reconstructionError[^]*?\n}\n/, () => mean);
      await Deno.writeTextFile(`${folder}/exercise/${fileOf(step)}`, source);
      const { stdout } = await runTask("check", "5", "--exercise", `${folder}/exercise`);
      const told = stdout.replace(` --exercise ${folder}/exercise`, "").trim();
      assertEquals(told, shown.trim());
    });
  },
);
