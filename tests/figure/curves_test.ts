import { assert, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { curves } from "../../lib/figure/curves.ts";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds, type Right } from "../needs.ts";
import { madeUpRun } from "./made_up_run.ts";

const CANVAS: Right[] = ["read", "write", "ffi", "env"];
const small = { scale: 1 };

itNeeds(CANVAS, "curves() draws 15 epochs of annealing over a reference", async () => {
  const canvas = await curves({
    title: "KL annealing",
    ...madeUpRun(15, (epoch) => Math.min(1, epoch / 5)),
    latentSize: 8,
    reference: { label: "notebook's printed loss", losses: Array(15).fill(36) },
  }, small);
  await comparePicture(canvas, "fixtures/figures/curves-15.png");
});

itNeeds(CANVAS, "curves() names a weight that never changes, and draws 1 epoch", async () => {
  const canvas = await curves({
    title: "KL / 784",
    ...madeUpRun(1, () => 1 / 784),
    latentSize: 8,
  }, small);
  await comparePicture(canvas, "fixtures/figures/curves-1.png");
});

itNeeds(CANVAS, "curves() leaves out the leap of a batch, and says so", async () => {
  const { batches, epochs } = madeUpRun(8, () => 1);
  const leap = <R extends { loss: number; kl: number }>(record: R, kl: number): R => ({
    ...record,
    ...{ loss: record.loss - record.kl + kl, kl },
  });
  const canvas = await curves({
    title: "a batch of epoch 6 leaps",
    batches: batches.with(320, leap(batches[320], 2.6e7)),
    epochs: epochs.with(5, { ...leap(epochs[5], 4.3e5), klPerUnit: [1753.6, 0, 1, 2, 0, 1, 3, 0] }),
    latentSize: 8,
  }, small);
  await comparePicture(canvas, "fixtures/figures/curves-leap.png");
});

itNeeds(CANVAS, "curves() draws 64 latent units", async () => {
  const { batches, epochs } = madeUpRun(2, () => 1);
  const canvas = await curves({
    title: "64 units",
    batches,
    epochs: epochs.map((record) => ({
      ...record,
      klPerUnit: Array.from({ length: 64 }, (_, unit) => unit % 5 === 0 ? unit / 40 : 0),
    })),
    latentSize: 64,
  }, small);
  await comparePicture(canvas, "fixtures/figures/curves-64.png");
});

itNeeds(CANVAS, "curves() shows the 64 largest of 784 units, and some of 700 epochs", async () => {
  const { batches, epochs } = madeUpRun(700, () => 1);
  const kl = (unit: number, epoch: number) => unit % 12 === 0 ? unit / 400 + 1 / epoch : 0.001;
  const canvas = await curves({
    title: "784 units",
    batches,
    epochs: epochs.map((record) => ({
      ...record,
      klPerUnit: Array.from({ length: 784 }, (_, unit) => kl(unit, record.epoch)),
    })),
    latentSize: 784,
  }, small);
  assert(canvas.height < 1100, `${canvas.height} pixels high`);
  await comparePicture(canvas, "fixtures/figures/curves-784.png");
});

it("curves() refuses a run without an epoch", async () => {
  await assertRejects(
    () => curves({ title: "", batches: [], epochs: [], latentSize: 8 }),
    RangeError,
    "epochs must hold one or more, got none",
  );
});

it("curves() refuses an epoch with another number of units", async () => {
  await assertRejects(
    () => curves({ title: "", ...madeUpRun(1, () => 1), latentSize: 4 }),
    RangeError,
    "epoch 1 must have the KL of 4 units, got 8",
  );
});
