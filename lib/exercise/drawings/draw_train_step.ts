import { train } from "../steps/train_step/training.ts";
import type { TrainingCase, View } from "../steps/train_step/training_case.ts";
import { STEPS, type TrainingRun } from "../steps/train_step/training_run.ts";
import { curvesOf } from "./curves_of.ts";
import { eachValue } from "./each_value.ts";
import { histogramOf } from "./histogram_of.ts";
import { refusalOf } from "./refusal_of.ts";
import { rowsOf } from "./rows_of.ts";
import type { StepDrawing } from "./step_drawing.ts";

/** Enough rows that the noise shows its distribution. */
const RUN: TrainingRun = { seed: 0, rows: 150, latentSize: 2, klWeight: 1 };

const caseOf = (view: View): TrainingCase => ({ view, run: RUN });

/** Step 6: the losses of a short training, and the noise that the model was given in it. */
export const drawTrainStep: StepDrawing = async (ask) => {
  const { trainStep: [losses, noise] } = await ask({
    trainStep: [caseOf("losses"), caseOf("noise")],
  });
  const draws = rowsOf(noise, STEPS, RUN.rows * RUN.latentSize);
  const histogram = histogramOf({
    title: "The noise in your training",
    caption: `All noise that the model was given in ${STEPS} training steps.`,
    xTitle: "eps",
    draws: draws?.flat() ?? [],
    notes: draws ? [] : [refusalOf("trainStep", noise)],
  });
  if (!draws?.flat().every(Number.isFinite)) return [histogram];
  const steps = Array.from({ length: STEPS }, (_, i) => i + 1);
  return [
    curvesOf({
      name: "trainStep",
      title: "The losses of a short training",
      caption:
        `A small linear model, ${STEPS} batches, and the noise that your function drew: the right losses are ` +
        "those of a training with the same noise.",
      x: { title: "training step", domain: [0.5, STEPS + 0.5], ticks: steps },
      at: steps,
      isDiscrete: true,
      yTitle: "loss",
      right: train(RUN, draws).losses,
      answers: eachValue(losses, STEPS),
    }),
    histogram,
  ];
};
