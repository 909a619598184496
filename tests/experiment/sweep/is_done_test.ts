import { assertEquals, assertRejects } from "@std/assert";
import { begin } from "../../../lib/experiment/sweep/begin.ts";
import { isDone } from "../../../lib/experiment/sweep/is_done.ts";
import { UserError } from "../../../lib/user_error.ts";
import { itNeeds } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";
import { madeUpRecord } from "./made_up_record.ts";

const options = { seed: 1, beta: 4, epochs: 2 };
const images = () => Promise.resolve({ name: "mnist", images: 60000, sha256: "1".repeat(64) });

itNeeds(
  ["read", "write"],
  "isDone() is true for a complete run of the same options alone",
  async () => {
    await withFolder(async (folder) => {
      const run = { name: "run", folder, options };
      const record = madeUpRecord(options);
      const write = (text: string) => Deno.writeTextFile(`${folder}/run.json`, text);
      assertEquals(await isDone(run, images), false);
      await write(JSON.stringify(record));
      assertEquals(await isDone(run, images), true);
      // Where and how it was computed does not matter.
      assertEquals(
        await isDone({ ...run, options: { ...options, backend: "cpu", threads: 1 } }, images),
        true,
      );
      await write(JSON.stringify(record).slice(0, -20));
      assertEquals(await isDone(run, images), false);
      await write(JSON.stringify({ ...record, finishedAt: undefined, epochs: [] }));
      assertEquals(await isDone(run, images), false);
    });
  },
);

itNeeds(["read", "write"], "isDone() refuses a folder with a run of other options", async () => {
  await withFolder(async (folder) => {
    const write = (record: object) =>
      Deno.writeTextFile(`${folder}/run.json`, JSON.stringify(record));
    const refused = (words: string) =>
      assertRejects(() => isDone({ name: "run", folder, options }, images), UserError, words);
    await write(madeUpRecord({ ...options, beta: 2 }));
    await refused("its `beta` was 2, here it is 4");
    await write({ ...madeUpRecord({ ...options, images: 100 }), finishedAt: undefined });
    await refused("it was trained on 100 images of mnist, here there are 60000 of mnist");
    const record = madeUpRecord(options);
    await write({ ...record, data: { ...record.data, sha256: "2".repeat(64) } });
    await refused("its 60000 images were others");
    await write({ ...madeUpRecord(options), task: "anneal" });
    await refused("its task was");
  });
});

itNeeds(["read", "write"], "begin() forces a run only where its checkpoint is broken", async () => {
  await withFolder(async (folder) => {
    assertEquals(await begin(folder), "resume");
    await Deno.writeTextFile(`${folder}/checkpoint.safetensors`, "half a check");
    assertEquals(await begin(folder), "resume"); // which then refuses what may be somebody else's
    await Deno.writeTextFile(`${folder}/run.json`, JSON.stringify(madeUpRecord(options)));
    assertEquals(await begin(folder), "force");
  });
});
