import { formulaMistakes } from "../../formula_mistakes.ts";
import { RIGHT, value } from "./formula.ts";
import { FRACTION_MISTAKES } from "./fraction_mistakes.ts";
import { OTHER_MISTAKES } from "./other_mistakes.ts";

/** What students write in place of the closed form. */
export const { mistakes: MISTAKES, pairs: PAIRS } = formulaMistakes(RIGHT, value, [
  ...OTHER_MISTAKES,
  ...FRACTION_MISTAKES,
]);
