import { type KlSchedule, klWeight } from "../../math/kl_weight.ts";
import type { KlWeightCase } from "../steps/kl_weight/kl_weight_case.ts";
import { curvesOf } from "./curves_of.ts";
import { spaced } from "./spaced.ts";
import type { StepDrawing } from "./step_drawing.ts";

/** The lab's example and its annealed run, each for a few epochs after the weight has reached 1. */
const SCHEDULES: readonly (KlSchedule & { readonly epochs: number })[] = [
  { warmUp: 5, annealing: 10, epochs: 18 },
  { warmUp: 0, annealing: 5, epochs: 10 },
];

const cases = SCHEDULES.map(({ warmUp, annealing, epochs }): KlWeightCase[] =>
  spaced(1, epochs, epochs).map((epoch) => ({ epoch, warmUp, annealing }))
);

/** Step 7: the weight in each epoch of two schedules. */
export const drawKlWeight: StepDrawing = async (ask) => {
  const { klWeight: answers } = await ask({ klWeight: cases.flat() });
  let begin = 0;
  return SCHEDULES.map(({ warmUp, annealing, epochs }, i) => {
    const drawn = curvesOf({
      name: "klWeight",
      title: `The weight with a warm-up of ${warmUp} and a ramp of ${annealing}`,
      caption: `{ warmUp: ${warmUp}, annealing: ${annealing} }; epochs count from 1.`,
      x: { title: "epoch", domain: [1, epochs] },
      at: cases[i].map(({ epoch }) => epoch),
      yTitle: "weight of the KL term",
      right: cases[i].map(({ epoch }) => klWeight(epoch, { warmUp, annealing })),
      answers: answers.slice(begin, begin + epochs),
    });
    begin += epochs;
    return drawn;
  });
};
