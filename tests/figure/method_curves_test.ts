import { assert, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { methodCurves } from "../../lib/figure/method_curves.ts";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds, type Right } from "../needs.ts";

const CANVAS: Right[] = ["read", "write", "ffi", "env", "sys"];

/** A run that settles at a loss, with some units awake. */
const run = (loss: number, activeUnits: number) =>
  Array.from({ length: 8 }, (_, i) => ({
    ...{ epoch: i + 1, loss, reconstruction: loss - 8 + 20 / (i + 1), kl: 8 - 3 / (i + 1) },
    ...{ klWeight: 1, klPerUnit: [1], activeUnits },
  }));

itNeeds(CANVAS, "methodCurves() draws each method over the others in gray", async () => {
  const canvas = await methodCurves({
    title: "Made up, n = 2 seeds each",
    series: [
      { name: "constant weight", runs: [run(38, 3), run(40, 4)] },
      { name: "linear heads", runs: [run(30, 6), run(30.4, 6)] },
      { name: "one run alone", runs: [run(34, 8)] },
    ],
  }, { scale: 1 });
  await comparePicture(canvas, "fixtures/figures/method-curves.png");
});

itNeeds(CANVAS, "methodCurves() leaves out what leaps, and says so", async () => {
  const leap = run(38, 3).with(7, { ...run(38, 3)[7], kl: 1e6 });
  const canvas = await methodCurves({
    title: "Made up, n = 2 seeds each",
    series: [
      { name: "one seed leaps", runs: [leap, run(40, 4)] },
      { name: "linear heads", runs: [run(30, 6), run(30.4, 6)] },
    ],
  }, { scale: 1 });
  await comparePicture(canvas, "fixtures/figures/method-curves-leap.png");
});

itNeeds(CANVAS, "methodCurves() has at most 16 rows, whatever it compares", async () => {
  const drawn = (count: number) =>
    methodCurves({
      title: `${count} runs`,
      series: Array.from(
        { length: count },
        (_, i) => ({ name: `run ${i}`, runs: [run(30 + i, 3)] }),
      ),
    }, { scale: 1 });
  const [few, many] = [await drawn(16), await drawn(60)];
  assert(many.height < few.height + 40, `${many.height} pixels high, ${few.height} of 16 runs`);
});

it("methodCurves() refuses a figure of nothing", async () => {
  await assertRejects(() => methodCurves({ title: "", series: [] }), RangeError, "got none");
  const none = { title: "", series: [{ name: "x", runs: [] }] };
  await assertRejects(() => methodCurves(none), RangeError, "x must have a run");
});
