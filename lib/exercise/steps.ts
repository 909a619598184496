import type { Step } from "./step.ts";
import { collapseStep } from "./steps/collapse/step.ts";
import { encoderDecoderStep } from "./steps/encoder_decoder/step.ts";
import { interpolateStep } from "./steps/interpolate/step.ts";
import { klDiagonalStep } from "./steps/kl_diagonal/step.ts";
import { klUnivariateStep } from "./steps/kl_univariate/step.ts";
import { klWeightStep } from "./steps/kl_weight/step.ts";
import { lossStep } from "./steps/loss/step.ts";
import { reparameterizeStep } from "./steps/reparameterize/step.ts";
import { sampleStep } from "./steps/sample/step.ts";
import { trainStepStep } from "./steps/train_step/step.ts";

/** The exercise, in the lab's order. */
export const STEPS: readonly Step[] = [
  klUnivariateStep,
  klDiagonalStep,
  reparameterizeStep,
  encoderDecoderStep,
  lossStep,
  trainStepStep,
  klWeightStep,
  collapseStep,
  sampleStep,
  interpolateStep,
];
