/** `deno task doctor` as a user runs it. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { itNeeds, type Right } from "../needs.ts";
import { asInstalled } from "../as_installed.ts";

const rights: Right[] = ["read", "env", "ffi", "run"];
const script = fileURLToPath(new URL("../../scripts/doctor.ts", import.meta.url));

async function doctor(flags: readonly string[], ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...flags, script, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => asInstalled(new TextDecoder().decode(bytes));
  return { status: code, stdout: text(stdout), stderr: text(stderr) };
}

itNeeds(rights, "deno task doctor --backend wasm tries wasm, the data and the fonts", async () => {
  const allowed = rights.map((right) => `--allow-${right}`);
  const { status, stdout, stderr } = await doctor(allowed, "--backend", "wasm");
  assertEquals(status, 0, stdout + stderr);
  const lines = stdout.trimEnd().split("\n");
  assert(lines.some((line) => /^\* wasm +\d[\d.]* +\d+$/.test(line)), stdout);
  assert(lines.some((line) => /^ {2}cpu +- +not tried$/.test(line)), stdout);
  assertStringIncludes(stdout, "MNIST  60000 training and 10000 test images, loaded in ");
  assertStringIncludes(stdout, "Fonts  DejaVu Sans");
  assertEquals(lines.at(-1), "Everything that the tasks need is here.");
});

itNeeds(["read", "run"], "without its rights it says so, and fails", async () => {
  const { status, stdout, stderr } = await doctor([], "--quiet");
  assertEquals([status, stdout], [1, ""]);
  assertStringIncludes(stderr, "nothing could be tried without --allow-run");
});

itNeeds(["read", "run"], "a backend that there is not is refused with status 2", async () => {
  const { status, stderr } = await doctor([], "--backend", "cuda");
  assertEquals(status, 2);
  assertStringIncludes(stderr, "Allowed: auto, blas, wasm, tensorflow, webgpu, cpu.");
});
