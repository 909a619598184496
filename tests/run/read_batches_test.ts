/** The batches of a run, read from its folder. */
import { assertEquals, assertRejects } from "@std/assert";
import { metricsLine } from "../../lib/run/metrics_line.ts";
import { readBatches } from "../../lib/run/read_batches.ts";
import type { BatchEvent } from "../../lib/train/train.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";

const batches = [0, 1].map((batch): BatchEvent => ({
  ...{ kind: "batch", epoch: 1, batch, batches: 2 },
  ...{ loss: 50.5, reconstruction: 50, kl: 0.5, klWeight: 1 },
}));

itNeeds(["read", "write"], "readBatches() gives the batches that a run wrote", async () => {
  await withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/metrics.jsonl`, batches.map(metricsLine).join(""));
    assertEquals(await readBatches(folder, 2), batches);
  });
});

itNeeds(["read", "write"], "readBatches() refuses what no run wrote, and says where", async () => {
  await withFolder(async (folder) => {
    const refused = (message: string) =>
      assertRejects(() => readBatches(folder, 2), UserError, message);
    await refused("metrics.jsonl: wanted the batches of the run");
    const lines = batches.map(metricsLine);
    await Deno.writeTextFile(`${folder}/metrics.jsonl`, lines.join("").slice(0, -9));
    await refused("its last line was cut short");
    await Deno.writeTextFile(`${folder}/metrics.jsonl`, `${lines[0]}{"epoch":1}\n`);
    await refused("line 2 is none that a run wrote");
  });
});
