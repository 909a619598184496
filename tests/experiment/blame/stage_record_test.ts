import { assertAlmostEquals, assertEquals } from "@std/assert";
import { readStageRecord, stageRecordText } from "../../../lib/experiment/blame/stage_record.ts";
import type { StageRecord } from "../../../lib/experiment/blame/stage_record.ts";
import { itNeeds } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";

const losses = {
  ...{ loss: [30.123456789, 40], reconstruction: 25, kl: 5, klPerUnit: [5] },
  ...{ varianceOfMu: [0.9], information: 0.5 },
};
const images = {
  ...{ encoder: losses, refined: losses, steps: 100, converged: true, lastGain: 0.01 },
  chosen: [1, 1, 0],
};
const record: StageRecord = {
  options: { head: "leaky", seed: 3, epochs: 6 },
  stages: [{
    ...{ stage: "plateau", epoch: 1, batch: 52 },
    measured: {
      ...{ klWeight: 1, training: images, test: images },
      units: [{
        ...{ kl: 5, varianceOfMu: 0.9, refinedKl: 4, aloneKl: 4, aloneVariance: 1 },
        ...{ aloneInformation: 0.5, gain: 0.1, standardError: 0.01, p: 1e-20, capacity: 1 },
        aloneInformationError: 0.02,
        ...{ outputVariance: 3, errorDeviation: 1, delta: [1, 0.5] },
      }],
    },
  }],
};

itNeeds(
  ["read", "write"],
  "a run's record is found again, to six digits, by its options",
  async () => {
    await withFolder(async (folder) => {
      const file = `${folder}/leaky_seed-3.json`;
      const text = stageRecordText(record);
      await Deno.writeTextFile(file, text);
      const found = await readStageRecord(file, record.options);
      assertEquals(found?.options, record.options);
      const { measured } = found!.stages[0];
      assertAlmostEquals(measured.training.encoder.loss[0], 30.1235, 1e-9);
      assertEquals(measured.units, record.stages[0].measured.units);

      assertEquals(await readStageRecord(file, { ...record.options, epochs: 7 }), undefined);
      assertEquals(await readStageRecord(`${folder}/none.json`, record.options), undefined);
      // Of an earlier lab, which did not know how far its estimates can be trusted.
      const older = text.replace('"aloneInformationError":0.02,', "");
      for (
        const broken of [older, text.slice(0, -20), text.replace("plateau", "summit"), "[]", ""]
      ) {
        await Deno.writeTextFile(file, broken);
        assertEquals(await readStageRecord(file, record.options), undefined);
      }
    });
  },
);
