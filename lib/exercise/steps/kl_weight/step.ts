import type { TorchRandom } from "../../../math/torch_random.ts";
import type { Step } from "../../step.ts";
import { valuesPart } from "../../values_part.ts";
import { caseText, type KlWeightCase } from "./kl_weight_case.ts";
import { MISTAKES } from "./mistakes.ts";
import skeleton from "./skeleton.ts" with { type: "text" };
import solution from "./solution.ts" with { type: "text" };
import text from "./text.md" with { type: "text" };
import { isNear, weight } from "./weight.ts";

/** Step 7: the schedule of the KL weight. */
export const klWeightStep: Step = {
  number: 7,
  id: "kl_weight",
  title: "the schedule of the KL weight",
  ...{ text, skeleton, solution },
  parts: [valuesPart<KlWeightCase>({
    name: "klWeight",
    draw,
    describe: caseText,
    right: (at) => [weight(at)],
    // By difference, not by ratio: a weight of 1e-9 in place of 0 is a matter of rounding.
    isRight: (cases, answers) => cases.every((at, i) => isNear(answers[i].values[0], weight(at))),
    mistakes: MISTAKES,
    hint:
      "Print the weights of epochs 1 to 18 for { warmUp: 5, annealing: 10 }, and compare them " +
      "with those that you have worked out on paper.",
    strongerHint:
      "There are three phases. Check the first and the last epoch of each. Then check the same schedule " +
      "with annealing: 0, where the middle phase has no epochs.",
  })],
};

/**
 * All epochs of some schedules and three more of each; shuffled, so that a function cannot count its own calls. One
 * schedule comes twice, first of all and then among the others, so that a function that remembers gives itself away.
 */
function draw(random: TorchRandom): KlWeightCase[] {
  const from = (low: number, high: number) => low + random.integer(high - low + 1);
  const schedules = [
    [0, 0],
    [3, 0], // no ramp
    [0, 5], // the lab's annealed run
    [5, 10], // the lab's other example
    [from(1, 4), from(6, 9)], // the ramp is longer than the warm-up
    [from(6, 9), from(2, 5)], // the ramp is shorter
    [from(2, 6), 1], // the shortest ramp
  ];
  const epochs = schedules.map(([warmUp, annealing]) =>
    Array.from(
      { length: warmUp + annealing + 3 },
      (_, i) => ({ epoch: i + 1, warmUp, annealing }),
    )
  );
  const shuffled = (cases: readonly KlWeightCase[]) =>
    [...random.permutation(cases.length)].map((i) => cases[i]);
  return [...shuffled(epochs[4]), ...shuffled(epochs.flat())];
}
