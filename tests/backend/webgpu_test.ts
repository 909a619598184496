/** The proofs against PyTorch on WebGPU, in a process of its own. */
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import { itNeeds } from "../needs.ts";

const mayRun = Deno.permissions.querySync({ name: "run" }).state === "granted";
const adapter = mayRun && await run("eval", "console.log(!!await navigator.gpu?.requestAdapter())");
const proofs = ["torch_steps_test.ts", "replay_test.ts", "adam_test.ts"]
  .map((file) => fileURLToPath(new URL(`../train/${file}`, import.meta.url)));
// A step takes 0.8 s on a software adapter: one loss of the three.
const SOME = ["--filter", "/anneal|adamStep/"];

async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    env: { NO_COLOR: "1" },
  }).output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

const name = "WebGPU trains as PyTorch does: gradients, Adam, the first batches";
if (adapter && !adapter.text.startsWith("true")) {
  it(`${name} (skipped: this machine shows no adapter)`, { skip: true }, () => {});
} else {
  itNeeds(["run"], name, async () => {
    const { code, text } = await run(
      "test",
      "--allow-read",
      "--no-prompt",
      ...SOME,
      ...proofs,
      "--",
      "webgpu",
    );
    assertEquals(code, 0, text);
  });
}
