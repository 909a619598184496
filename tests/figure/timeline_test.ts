import { assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { timeline } from "../../lib/figure/timeline.ts";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds, type Right } from "../needs.ts";
import { madeUpRun } from "./made_up_run.ts";

const CANVAS: Right[] = ["read", "write", "ffi", "env"];

itNeeds(CANVAS, "timeline() draws two epochs with marks and the mean image's error", async () => {
  const { batches } = madeUpRun(2, () => 1);
  const canvas = await timeline({
    title: "Unscaled KL term",
    batches,
    activeUnits: batches.filter(({ batch }) => batch % 10 === 0)
      .map(({ epoch, batch }) => ({ epoch, batch, count: epoch + Math.floor(batch / 30) - 1 })),
    meanImageError: 52.725,
    latentSize: 8,
    marks: [
      { epoch: 1, batch: 12, label: "(a) lowest KL" },
      { epoch: 1, batch: 59, label: "(b) after epoch 1" },
      { epoch: 2, batch: 59, label: "(c) after epoch 2" },
    ],
  }, { scale: 1 });
  await comparePicture(canvas, "fixtures/figures/timeline.png");
});

itNeeds(CANVAS, "timeline() leaves out the leap of a batch", async () => {
  const { batches } = madeUpRun(1, () => 1);
  const canvas = await timeline({
    title: "batch 31 leaps",
    batches: batches.with(30, { ...batches[30], loss: 2.6e7, kl: 2.6e7 }),
    activeUnits: [{ epoch: 1, batch: 0, count: 0 }, { epoch: 1, batch: 59, count: 5 }],
    meanImageError: 52.725,
    latentSize: 8,
  }, { scale: 1 });
  await comparePicture(canvas, "fixtures/figures/timeline-leap.png");
});

itNeeds(CANVAS, "timeline() keeps labels apart in a run of 4 batches", async () => {
  const batches = madeUpRun(1, () => 1).batches.slice(0, 4)
    .map((record) => ({ ...record, batches: 4 }));
  const canvas = await timeline({
    title: "512 images",
    batches,
    activeUnits: [{ epoch: 1, batch: 0, count: 0 }],
    meanImageError: 52.725,
    latentSize: 8,
    marks: [
      { epoch: 1, batch: 1, label: "(a) lowest KL" },
      { epoch: 1, batch: 2, label: "another moment, with a long label" },
      { epoch: 1, batch: 3, label: "(b) after epoch 1" },
    ],
  }, { scale: 1 });
  await comparePicture(canvas, "fixtures/figures/timeline-4.png");
});

itNeeds(CANVAS, "timeline() shows a run of one batch as points", async () => {
  const [batch] = madeUpRun(1, () => 1).batches;
  const run = {
    title: "One batch",
    batches: [{ ...batch, batches: 1 }],
    activeUnits: [{ epoch: 1, batch: 0, count: 0 }],
  };
  const canvas = await timeline({ ...run, meanImageError: 52.725, latentSize: 64 }, { scale: 1 });
  await comparePicture(canvas, "fixtures/figures/timeline-1.png");
});

itNeeds(CANVAS, "timeline() thins the batches and the epochs' rules of a long run", async () => {
  const { batches } = madeUpRun(300, () => 1);
  const canvas = await timeline({
    title: "300 epochs",
    batches,
    activeUnits: batches.map(({ epoch, batch }) => ({
      epoch,
      batch,
      count: Math.ceil(epoch / 60),
    })),
    meanImageError: 52.725,
    latentSize: 784,
  }, { scale: 1 });
  await comparePicture(canvas, "fixtures/figures/timeline-300.png");
});

it("timeline() refuses a run without a batch", async () => {
  const nothing = { title: "", batches: [], activeUnits: [], meanImageError: 52.725 };
  await assertRejects(
    () => timeline({ ...nothing, latentSize: 8 }),
    RangeError,
    "batches must hold one or more, got none",
  );
});
