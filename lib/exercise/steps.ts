import type { Step } from "./step.ts";
import { klDiagonalStep } from "./steps/kl_diagonal/step.ts";
import { klUnivariateStep } from "./steps/kl_univariate/step.ts";

/** The exercise, in the lab's order. */
export const STEPS: readonly Step[] = [klUnivariateStep, klDiagonalStep];
