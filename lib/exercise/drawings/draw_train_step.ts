import { train } from "../steps/train_step/training.ts";
import type { TrainingCase, View } from "../steps/train_step/training_case.ts";
import { TRAINING_STEPS, type TrainingRun } from "../steps/train_step/training_run.ts";
import { curvesOf } from "./curves_of.ts";
import { eachValue } from "./each_value.ts";
import { histogramOf } from "./histogram_of.ts";
import { refusalOf } from "./refusal_of.ts";
import { rowsOfAnswer } from "./rows_of_answer.ts";
import type { StepDrawing } from "./step_drawing.ts";

/** With so many rows the noise shows its distribution. */
const RUN: TrainingRun = { seed: 0, rows: 150, latentSize: 2, klWeight: 1 };

const caseOf = (view: View): TrainingCase => ({ view, run: RUN });

/** Step 6: the losses of a short training, and the noise that the model got in it. */
export const drawTrainStep: StepDrawing = async (ask) => {
  const { trainStep: [losses, noise] } = await ask({
    trainStep: [caseOf("losses"), caseOf("noise")],
  });
  const draws = rowsOfAnswer(noise, { columns: RUN.rows * RUN.latentSize, rows: TRAINING_STEPS });
  const histogram = histogramOf({
    title: "The noise in your training",
    caption: `All the noise that the model got in ${TRAINING_STEPS} training steps.`,
    xTitle: "eps",
    draws: draws?.flat() ?? [],
    notes: draws ? [] : [refusalOf("trainStep", noise)],
  });
  if (!draws?.flat().every(Number.isFinite)) return [histogram];
  const steps = Array.from({ length: TRAINING_STEPS }, (_, i) => i + 1);
  return [
    curvesOf({
      name: "trainStep",
      title: "The losses of a short training",
      caption:
        `A small linear model is trained on ${TRAINING_STEPS} batches. The right losses are those of a training with ` +
        "the noise that your function drew.",
      x: { title: "training step", domain: [0.5, TRAINING_STEPS + 0.5], ticks: steps },
      at: steps,
      isDiscrete: true,
      yTitle: "loss",
      right: train(RUN, draws).losses,
      answers: eachValue(losses, TRAINING_STEPS),
    }),
    histogram,
  ];
};
