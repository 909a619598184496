import { klDiagonal } from "../../math/kl_diagonal.ts";
import type { ActiveUnitsCase } from "../steps/collapse/active_units_case.ts";
import { columns } from "../steps/collapse/columns.ts";
import { isActive } from "../steps/collapse/is_active.ts";
import type { KlPerUnitCase } from "../steps/collapse/kl_per_unit_case.ts";
import { numberText } from "../number_text.ts";
import { curvesOf } from "./curves_of.ts";
import { eachValue } from "./each_value.ts";
import { firstDigits } from "./first_digits.ts";
import { encode } from "./plain_model.ts";
import { refusalOf } from "./refusal_of.ts";
import { LATENT_SIZE, shippedModel } from "./shipped_model.ts";
import type { StepDrawing } from "./step_drawing.ts";

/** Images that the model encodes. */
const COUNT = 100;

/** Step 8: the nats of each unit of a trained model, and how many units the student's function calls active. */
export const drawCollapse: StepDrawing = async (ask) => {
  const { mu, logVar } = encode(await shippedModel(), await firstDigits(COUNT));
  const { klPerUnit: [nats], activeUnits: [active] } = await ask({
    klPerUnit: [{ mu, logVar } satisfies KlPerUnitCase],
    activeUnits: [{ mu } satisfies ActiveUnitsCase],
  });
  const units = Array.from({ length: LATENT_SIZE }, (_, unit) => unit + 1);
  const right = units.map((_, unit) =>
    mu.reduce((sum, row, i) => sum + klDiagonal([row[unit]], [logVar[i][unit]]), 0) / COUNT
  );
  const drawing = curvesOf({
    name: "klPerUnit",
    title: "KL per unit of a trained model",
    caption:
      `The first ${COUNT} test images of MNIST, encoded by the model that comes with the lab.`,
    x: { title: "latent unit", domain: [0.5, LATENT_SIZE + 0.5], ticks: units },
    at: units,
    isDiscrete: true,
    yTitle: "KL, nats per image",
    right,
    answers: eachValue(nats, LATENT_SIZE),
  });
  const wanted = columns(mu).filter(isActive).length;
  const count = active && "values" in active && active.values.length === 1
    ? active.values[0]
    : undefined;
  const counted = count === undefined
    ? refusalOf("activeUnits", active)
    : `activeUnits counts ${numberText(count)} of ${LATENT_SIZE} units, ${
      count === wanted ? "as it should" : `and should count ${wanted}`
    }.`;
  return [{ ...drawing, caption: `${drawing.caption} ${counted}` }];
};
