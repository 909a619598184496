/** What the reconstruction error is divided by, and that the numbers of a run agree with each other. */
import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import type { RunRecord } from "../../lib/run/run_record.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];
const small = ["--images", "300", "--backend", "wasm", "--threads", "1"];

async function run(task: "train" | "naive", out: string, ...args: string[]) {
  const { status, stdout, stderr } = await runTask(task, ...small, ...args, "--out", out);
  assertEquals(status, 0, stderr);
  const record: RunRecord = JSON.parse(await Deno.readTextFile(`${out}/run.json`));
  return { stdout, record, last: record.epochs.at(-1)! };
}

itNeeds(rights, "a batch larger than the data set is divided by its images", async () => {
  await withFolder(async (out) => {
    const args = ["--batch-size", "3000", "--beta", "0.3", "--head", "linear"];
    // Small steps: the mean over the epoch is nearly the loss after it.
    const more = ["--schedule", "constant", "--epochs", "2", "--learning-rate", "1e-6"];
    for (const task of ["train", "naive"] as const) {
      const rest = task === "train"
        ? [...args, ...more]
        : ["--batch-size", "3000", ...more.slice(2)];
      const { record, last } = await run(task, `${out}/${task}`, ...rest);
      assertEquals(record.options.divisor, "rows");
      assertAlmostEquals(last.loss, record.verdict!.loss, 0.1);
    }
  });
});

itNeeds(
  rights,
  "the divisor is the rows for train, and the batch size for the exercises",
  async () => {
    await withFolder(async (out) => {
      const args = ["--learning-rate", "1e-6", "--epochs", "1"]; // 128, 128 and 44 images
      const train = await run("train", `${out}/train`, ...args);
      assertEquals(train.record.options.divisor, "rows");
      assertAlmostEquals(train.last.reconstruction, train.record.verdict!.reconstruction, 2);
      const naive = await run("naive", `${out}/naive`, ...args);
      assertEquals(naive.record.options.divisor, "batch-size");
      const lower = (128 + 128 + 44) / (3 * 128);
      assertAlmostEquals(naive.last.reconstruction / train.last.reconstruction, lower, 0.01);
      assertMatch(
        naive.stdout,
        /The last batch of an epoch has 44 images; its error is divided by 128/,
      );
      assert(!/The last batch/.test(train.stdout));
      const asked = await run("train", `${out}/asked`, ...args, "--divisor", "batch-size");
      assertAlmostEquals(asked.last.reconstruction, naive.last.reconstruction, 1e-3);
      const { status, stderr } = await runTask(
        ...["train", ...small, "--batch-size", "3000", "--divisor", "batch-size"] as const,
        ...["--out", `${out}/none`],
      );
      assertEquals(status, 1);
      assertMatch(stderr, /wants an epoch with a full batch; there are 300 images/);
    });
  },
);

itNeeds(rights, "a resumed run keeps its divisor, and refuses another", async () => {
  await withFolder(async (out) => {
    await run("train", out, "--divisor", "batch-size", "--epochs", "1");
    const { record } = await run("train", out, "--epochs", "2", "--resume");
    assertEquals(record.options.divisor, "batch-size");
    const args = [...small, "--epochs", "3", "--resume", "--divisor", "rows", "--out", out];
    const { status, stderr } = await runTask("train", ...args);
    assertEquals(status, 1);
    assertMatch(stderr, /its --divisor was "batch-size", here it is "rows"/);
  });
});
