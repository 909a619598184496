import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { batchLine, epochLine } from "../../lib/cli/lab_lines.ts";

const values = { loss: 28.9188, reconstruction: 25.4812, kl: 277.5, klWeight: 0.2 };

it("batchLine() is the notebook's: tabs, counts five wide, three decimals", () => {
  const event = { kind: "batch", epoch: 2, batch: 460, batches: 469, ...values } as const;
  assertEquals(
    batchLine(event, 277.5 / 784),
    "TRAINING BATCH:\t(  460 /   469)\tREC LOSS:\t25.481\tKL LOSS:\t0.354",
  );
});

it("epochLine() is the notebook's, with the KL weight where it is annealed", () => {
  const event = {
    ...{ kind: "epoch" as const, epoch: 2, klPerUnit: [], activeUnits: 0, seconds: 1 },
    ...values,
  };
  assertEquals(epochLine(event, false), "EPOCH:\t    2\tTRAIN LOSS:\t28.919");
  assertEquals(
    epochLine(event, true),
    "EPOCH:\t    2\tTRAIN LOSS:\t28.919\tKL WEIGHT:\t0.20",
  );
});
