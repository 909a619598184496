/** `deno task bench` as a user runs it, in its shortest part. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "../scripts/run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];

itNeeds(
  rights,
  "deno task bench --only sample measures that, and writes it down",
  () =>
    withFolder(async (folder) => {
      const { status, stdout, stderr } = await runTask(
        ...["bench", "--only", "sample", "--rounds", "1", "--out", folder] as const,
      );
      assertEquals(status, 0, stderr);
      assert(/sample on wasm, the whole process +at most 0.30 s +\d+\.\d\d s/.test(stdout), stdout);
      const { sample, steps } = JSON.parse(await Deno.readTextFile(`${folder}/bench.json`));
      assertEquals([sample.length, steps], [1, undefined]);
    }),
);

itNeeds(rights, "deno task bench --only nonsense is refused with status 2", async () => {
  const { status, stderr } = await runTask("bench", "--only", "nonsense");
  assertEquals(status, 2);
  assertStringIncludes(
    stderr,
    "Allowed: steps, epochs, parts, products, processes, sample, memory, growth.",
  );
});
