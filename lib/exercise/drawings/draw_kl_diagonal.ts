import { klDiagonal } from "../../math/kl_diagonal.ts";
import type { DiagonalCase } from "../steps/kl_diagonal/diagonal_case.ts";
import { curvesOf } from "./curves_of.ts";
import { spaced } from "./spaced.ts";
import type { StepDrawing } from "./step_drawing.ts";

/** The second unit, which stays the same. With a single unit, a mean over the units would look like their sum. */
const SECOND = { mean: 1, logVar: -1 };
/** The value of either parameter of the first unit while the other one changes. */
const LOG_VAR = -1, MEAN = 1;

const MEANS = spaced(-3, 3, 41);
const LOG_VARS = spaced(-4, 2, 41);

const byMean = MEANS.map((mean) => twoUnits(mean, LOG_VAR));
const byLogVar = LOG_VARS.map((logVar) => twoUnits(MEAN, logVar));

/** Step 2: the divergence against the mean of one of two units, and against its logVar. */
export const drawKlDiagonal: StepDrawing = async (ask) => {
  const { klDiagonal: answers } = await ask({ klDiagonal: [...byMean, ...byLogVar] });
  const shared = { name: "klDiagonal", yTitle: "KL(q ‖ N(0, I)), nats" };
  const right = ({ mean, logVar }: DiagonalCase) => klDiagonal(mean, logVar);
  return [
    curvesOf({
      ...shared,
      title: "KL against the mean of a unit",
      caption: `Two units: mean = [m, ${SECOND.mean}], logVar = [${LOG_VAR}, ${SECOND.logVar}].`,
      x: { title: "m", domain: [-3, 3] },
      at: MEANS,
      right: byMean.map(right),
      answers: answers.slice(0, MEANS.length),
    }),
    curvesOf({
      ...shared,
      title: "KL against the logVar of a unit",
      caption: `Two units: mean = [${MEAN}, ${SECOND.mean}], logVar = [v, ${SECOND.logVar}].`,
      x: { title: "v", domain: [-4, 2] },
      at: LOG_VARS,
      right: byLogVar.map(right),
      answers: answers.slice(MEANS.length),
    }),
  ];
};

function twoUnits(mean: number, logVar: number): DiagonalCase {
  return { mean: [mean, SECOND.mean], logVar: [logVar, SECOND.logVar] };
}
