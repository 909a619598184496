/** `deno task compare` on two small runs. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];
const small = ["--images", "256", "--epochs", "1", "--backend", "wasm", "--quiet"];

itNeeds(rights, "deno task compare lays two runs side by side", async () => {
  await withFolder(async (out) => {
    await runTask("naive", ...small, "--out", `${out}/naive`);
    await runTask("train", ...small, "--head", "linear", "--out", `${out}/linear`);
    const runs = [`${out}/naive`, `${out}/linear`];
    const { status, stdout, stderr } = await runTask("compare", ...runs, "--out", `${out}/both`);
    assertEquals(status, 0, stderr);
    assertMatch(stdout, /^ +naive +linear$/m);
    assertMatch(stdout, /^--head +- +linear$/m);
    assertMatch(stdout, /^active units +\d of 8 +\d of 8$/m);
    assertMatch(stdout, /^state +\w.* +\w/m);
    const picture = await Deno.readFile(`${out}/both/compare.png`);
    assertEquals([...picture.subarray(1, 4)], [..."PNG"].map((letter) => letter.charCodeAt(0)));
  });
});

itNeeds(rights, "deno task compare says what it wants", async () => {
  const alone = await runTask("compare", "out/one");
  assertEquals(alone.status, 2);
  assertStringIncludes(alone.stderr, "wanted two run folders or more");
  const none = await runTask("compare", "no/run/a", "no/run/b");
  assertEquals(none.status, 1);
  assertStringIncludes(none.stderr, "no no/run/a/run.json: wanted a run folder");
  const nothing = await runTask("compare");
  assertEquals(nothing.status, 2);
});
