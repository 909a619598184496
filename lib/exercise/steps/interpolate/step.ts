import type { InterpolateCase } from "./interpolate_case.ts";
import type { TorchRandom } from "../../../math/torch_random.ts";
import type { Step } from "../../step.ts";
import { valuesPart } from "../../values_part.ts";
import { MISTAKES } from "./mistakes.ts";
import { drawModel, TOLERANCE } from "./model_stand_in.ts";
import skeleton from "./skeleton.ts" with { type: "text" };
import solution from "./solution.ts" with { type: "text" };
import text from "./text.md" with { type: "text" };
import { codesAt } from "./ways.ts";

/** Step 10: interpolation. */
export const interpolateStep: Step = {
  number: 10,
  id: "interpolate",
  title: "from one image to another",
  ...{ text, skeleton, solution },
  parts: [valuesPart<InterpolateCase>({
    name: "interpolate",
    draw: drawCases,
    describe: ({ steps }) => `steps = ${steps}`,
    right: codesAt((i, steps) => i / (steps - 1)),
    shape: ({ from, steps }) => [steps, from.length],
    tolerance: TOLERANCE,
    mistakes: MISTAKES,
    hint:
      "What is mixed: images, codes, or reconstructions? And which codes belong to the two ends?",
    strongerHint:
      "Try steps = 2: the rows should be the reconstructions of both images. Then steps = 3, which adds one " +
      "row. Print the codes before they are decoded.",
  })],
};

/** Two images of a model, at several numbers of steps; the first two cases are the same. */
function drawCases(random: TorchRandom): InterpolateCase[] {
  const cases = [7, 2, 20, 3].map((steps) => {
    const model = drawModel(random, 3);
    const pixels = model.decoder.bias.length;
    const from = Array.from(random.uniform(pixels)), to = Array.from(random.uniform(pixels));
    return { model, from, to, steps };
  });
  return [cases[0], ...cases];
}
