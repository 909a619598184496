import { klUnivariate } from "../../math/kl_univariate.ts";
import type { UnivariateCase } from "../steps/kl_univariate/univariate_case.ts";
import { curvesOf } from "./curves_of.ts";
import { spaced } from "./spaced.ts";
import type { StepDrawing } from "./step_drawing.ts";

/** Not the standard normal distribution, with which it would not show if a formula left out its parameters. */
const P = { mean: 0.5, std: 0.8 };
/** The value of either parameter of q while the other one changes. */
const STD = 0.5, MEAN = 1;

const MEANS = spaced(-2, 3, 41);
/** From 0.1 to 3, at equal distances of their logarithms. */
const STDS = spaced(Math.log(0.1), Math.log(3), 41).map(Math.exp);

const byMean: readonly UnivariateCase[] = MEANS.map((mean) => ({ q: { mean, std: STD }, p: P }));
const byStd: readonly UnivariateCase[] = STDS.map((std) => ({ q: { mean: MEAN, std }, p: P }));

/** Step 1: the divergence against the mean of q, and against its standard deviation. */
export const drawKlUnivariate: StepDrawing = async (ask) => {
  const { klUnivariate: answers } = await ask({ klUnivariate: [...byMean, ...byStd] });
  const shared = { name: "klUnivariate", yTitle: "KL(q ‖ p), nats" };
  const right = ({ q, p }: UnivariateCase) => klUnivariate(q, p);
  return [
    curvesOf({
      ...shared,
      title: "KL against the mean of q",
      caption: `q = N(mean, ${STD}²), p = N(${P.mean}, ${P.std}²).`,
      x: { title: "mean of q", domain: [MEANS[0], MEANS[MEANS.length - 1]] },
      at: MEANS,
      right: byMean.map(right),
      answers: answers.slice(0, MEANS.length),
    }),
    curvesOf({
      ...shared,
      title: "KL against the standard deviation of q",
      caption: `q = N(${MEAN}, std²), p = N(${P.mean}, ${P.std}²). The axis is logarithmic.`,
      x: {
        title: "standard deviation of q",
        domain: [0.1, 3],
        log: true,
        ticks: [0.1, 0.2, 0.5, 1, 2],
      },
      at: STDS,
      right: byStd.map(right),
      answers: answers.slice(MEANS.length),
    }),
  ];
};
