/** `deno task hysteresis` as a user runs it, on a small input. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];

itNeeds(rights, "deno task hysteresis goes there and back, and resumes on one ramp", async () => {
  await withFolder(async (out) => {
    const small = ["--images", "256", "--backend", "wasm", "--out", out];
    const { status, stdout } = await runTask("hysteresis", "--epochs", "4", ...small);
    assertEquals(status, 0);
    assertStringIncludes(stdout, "By linear theory none is active above beta");
    assert((await Deno.stat(`${out}/hysteresis.png`)).isFile);
    const { task, epochs } = JSON.parse(await Deno.readTextFile(`${out}/run.json`));
    assertEquals(task, "hysteresis");
    assertEquals(epochs.map(({ klWeight }: { klWeight: number }) => klWeight), [0.5, 12, 12, 0.5]);

    const longer = await runTask("hysteresis", "--epochs", "6", "--resume", ...small);
    assertEquals(longer.status, 1);
    assertStringIncludes(longer.stderr, "--resume continues a run with the same options;");
  });
});

itNeeds(rights, "deno task hysteresis refuses a ramp that is none", async () => {
  const flat = await runTask("hysteresis", "--lowest", "12");
  assertEquals(flat.status, 2);
  assertStringIncludes(flat.stderr, "--lowest 12 must be below --beta 12");
  const short = await runTask("hysteresis", "--epochs", "2");
  assertEquals(short.status, 2);
  assertStringIncludes(short.stderr, "Allowed: a whole number from 3 on.");
});
