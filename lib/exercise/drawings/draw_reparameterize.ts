import { type CodesCase, codesOf } from "../steps/reparameterize/codes_case.ts";
import { histogramOf } from "./histogram_of.ts";
import { refusalOf } from "./refusal_of.ts";
import type { StepDrawing } from "./step_drawing.ts";

/** All rows have the same Gaussian, which is not the standard one. */
const ROWS = 2000, MEAN = 2, LOG_VAR = -2;

const asked: CodesCase = {
  shape: [ROWS, 1],
  mu: Array(ROWS).fill(MEAN),
  logVar: Array(ROWS).fill(LOG_VAR),
  weights: Array(ROWS).fill(1),
  seed: 0,
  calls: ["again", "repeated", "differentiated"],
};

/** Step 3: the noise in many codes: what remains when their mean and standard deviation are taken out. */
export const drawReparameterize: StepDrawing = async (ask) => {
  const { reparameterize: [answer] } = await ask({ reparameterize: [asked] });
  const codes = answer && codesOf(asked, answer);
  const std = Math.exp(LOG_VAR / 2);
  return [histogramOf({
    title: "The noise in your codes",
    caption:
      `${ROWS} codes with mu = ${MEAN} and logVar = ${LOG_VAR}: (z − mu) / sigma, which should be ` +
      "standard normal.",
    xTitle: "(z − mu) / sigma",
    draws: codes?.first.map((z) => (z - MEAN) / std) ?? [],
    notes: codes ? [] : [refusalOf("reparameterize", answer)],
  })];
};
