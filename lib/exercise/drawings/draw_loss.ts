import { klDiagonal } from "../../math/kl_diagonal.ts";
import type { TermCase } from "../steps/loss/term_case.ts";
import { curvesOf } from "./curves_of.ts";
import { spaced } from "./spaced.ts";
import type { StepDrawing } from "./step_drawing.ts";

/** More columns than rows, and more than one of both, so that factors of either can be seen. */
const ROWS = 2, PIXELS = 10, UNITS = 4, LOG_VAR = -1;

/** By how much all reconstructed pixels differ from the images' pixels. */
const OFFSETS = spaced(-0.5, 0.5, 41);
const MEANS = spaced(-2, 2, 41);

const errors = OFFSETS.map((offset): TermCase => ({
  see: "value",
  a: filled(PIXELS, 0.5),
  b: filled(PIXELS, 0.5 + offset),
}));
const divergences = MEANS.map((mean): TermCase => ({
  see: "value",
  a: filled(UNITS, mean),
  b: filled(UNITS, LOG_VAR),
}));

/** Step 5: both terms of the loss, each as a function of one number. */
export const drawLoss: StepDrawing = async (ask) => {
  const { reconstructionError, klDivergence } = await ask({
    reconstructionError: errors,
    klDivergence: divergences,
  });
  return [
    curvesOf({
      name: "reconstructionError",
      title: "The squared error of a batch",
      caption:
        `${ROWS} images of ${PIXELS} pixels; each pixel of xHat is that of x plus the offset.`,
      x: { title: "offset", domain: [-0.5, 0.5] },
      at: OFFSETS,
      yTitle: "squared error per image",
      right: OFFSETS.map((offset) => PIXELS * offset ** 2),
      answers: reconstructionError,
    }),
    curvesOf({
      name: "klDivergence",
      title: "The KL divergence of a batch",
      caption:
        `${ROWS} images, ${UNITS} units: all means are m, and logVar is ${LOG_VAR} everywhere.`,
      x: { title: "m", domain: [-2, 2] },
      at: MEANS,
      yTitle: "KL, nats per image",
      right: MEANS.map((mean) => klDiagonal(Array(UNITS).fill(mean), Array(UNITS).fill(LOG_VAR))),
      answers: klDivergence,
    }),
  ];
};

function filled(columns: number, value: number): number[][] {
  return Array.from({ length: ROWS }, () => Array<number>(columns).fill(value));
}
