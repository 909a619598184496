import { runProbe } from "../run_probe.ts";
import type { Limits } from "../limits.ts";
import type { Step } from "../step.ts";
import type { Submission } from "../submission.ts";
import { drawCollapse } from "./draw_collapse.ts";
import { drawEncoderDecoder } from "./draw_encoder_decoder.ts";
import { drawInterpolate } from "./draw_interpolate.ts";
import { drawKlDiagonal } from "./draw_kl_diagonal.ts";
import { drawKlUnivariate } from "./draw_kl_univariate.ts";
import { drawKlWeight } from "./draw_kl_weight.ts";
import { drawLoss } from "./draw_loss.ts";
import { drawReparameterize } from "./draw_reparameterize.ts";
import { drawSample } from "./draw_sample.ts";
import { drawTrainStep } from "./draw_train_step.ts";
import type { Drawing } from "./drawing.ts";
import type { Ask, StepDrawing } from "./step_drawing.ts";

/** The steps that have pictures, by their ids. */
const DRAWINGS: Readonly<Record<string, StepDrawing>> = {
  kl_univariate: drawKlUnivariate,
  kl_diagonal: drawKlDiagonal,
  reparameterize: drawReparameterize,
  encoder_decoder: drawEncoderDecoder,
  loss: drawLoss,
  train_step: drawTrainStep,
  kl_weight: drawKlWeight,
  collapse: drawCollapse,
  sample: drawSample,
  interpolate: drawInterpolate,
};

/** A file gave no answers at all. */
class NoAnswers extends Error {}

/**
 * Draws what a step's functions give. They run in processes of their own without permissions, as in the check. Wrong
 * values are drawn as they are; where a function gives no numbers, the pictures' notes say so.
 *
 * @returns no pictures for a step that has none, and for a file that gives no answers at all: the check says why
 * @throws {UserError} if a file of the lab that is needed for a picture cannot be read
 * @throws {DOMException} if the signal is aborted
 */
export async function drawStep(
  submission: Submission,
  step: Step,
  options: { readonly limits?: Limits; readonly signal?: AbortSignal } = {},
): Promise<readonly Drawing[]> {
  if (!Object.hasOwn(DRAWINGS, step.id)) return [];
  const names = step.parts.map(({ name }) => name);
  const ask: Ask = async (cases) => {
    // A probe wants cases for each of its functions.
    const all = Object.fromEntries(names.map((name) => [name, cases[name] ?? []]));
    const { answers } = await runProbe(submission, step, all, options);
    if (!answers) throw new NoAnswers();
    return Object.fromEntries(names.map((name) => [name, answers[name] ?? []]));
  };
  try {
    return await DRAWINGS[step.id](ask);
  } catch (error) {
    if (error instanceof NoAnswers) return [];
    throw error;
  }
}
