/**
 * The proofs against PyTorch on WebGPU, in a process of its own: where Vulkan's software adapter has been
 * loaded, TensorFlow's library no longer loads.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import { itNeeds, type Right } from "../needs.ts";

const PROOFS = ["torch_steps_test.ts", "replay_test.ts", "adam_test.ts"]
  .map((file) => fileURLToPath(new URL(`../train/${file}`, import.meta.url)));
const QUICK = `--preload=${new URL("quick_matmul.ts", import.meta.url)}`;
/** A step takes 0.8 s on a software adapter: one loss of the three. */
const SOME = ["--filter", "/anneal|adamStep/"];
/** Prints 7 where an adapter computes. */
const PROBE = `
  const { tf, useBackend } = await import(${
  JSON.stringify(new URL("../../mod.ts", import.meta.url))
});
  await useBackend("webgpu");
  console.log((await tf.add(3, 4).data())[0]);`;

/** Runs Deno, for as many seconds at most. */
async function run(seconds: number, ...args: string[]): Promise<{ code: number; text: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    env: { NO_COLOR: "1" },
    signal: AbortSignal.timeout(1000 * seconds),
  }).output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

const mayRun = Deno.permissions.querySync({ name: "run" }).state === "granted";
const probe = mayRun ? await run(20, "eval", "--no-check", PROBE) : undefined;

function onWebgpu(rights: Right[], name: string, fn: () => Promise<void>): void {
  if (!probe || probe.text.startsWith("7")) return itNeeds(rights, name, fn);
  it.skip(`${name} (skipped: this machine has no adapter that computes)`, () => {});
}

onWebgpu(["run"], "WebGPU trains as PyTorch does: gradients, Adam, the first batches", async () => {
  const args = [
    "test",
    "--no-check",
    QUICK,
    "--allow-read",
    "--no-prompt",
    ...SOME,
    ...PROOFS,
    "--",
    "webgpu",
  ];
  const { code, text } = await run(480, ...args); // on a software adapter, beside other tests
  assertEquals(code, 0, text);
});

/** Loses the device after a few batches. */
const LOSE = `
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (...wanted) {
    const device = await requestDevice.apply(this, wanted);
    setTimeout(() => device.destroy(), 3000);
    return device;
  };`;

onWebgpu(["read", "write", "run"], "a lost WebGPU device ends a run in one line", async () => {
  const out = await Deno.makeTempDir();
  const script = fileURLToPath(new URL("../../scripts/naive.ts", import.meta.url));
  const preload = `--preload=data:text/javascript,${encodeURIComponent(LOSE)}`;
  const args = ["--backend", "webgpu", "--epochs", "9", "--quiet", "--out", out];
  const { code, text } = await run(120, "run", "-A", QUICK, preload, script, ...args);
  const [line] = text.trimEnd().split("\n").slice(-1); // the driver may say something before
  assertMatch(
    line,
    /^error: the graphics processor was lost \(.*\)\. Use --backend wasm instead\.$/,
  );
  assertEquals(code, 1, text);
  assert(!/^\s+at /m.test(text), `a stack trace:\n${text}`);
  assertEquals(JSON.parse(await Deno.readTextFile(`${out}/run.json`)).finishedAt, undefined);
  await Deno.remove(out, { recursive: true });
});
