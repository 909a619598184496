import { formulaMistakes } from "../../formula_mistakes.ts";
import { RIGHT, value } from "./formula.ts";
import { TERM_MISTAKES } from "./term_mistakes.ts";
import { WHOLE_MISTAKES } from "./whole_mistakes.ts";

/** What students write in place of the closed form. */
export const { mistakes: MISTAKES, pairs: PAIRS } = formulaMistakes(RIGHT, value, [
  ...TERM_MISTAKES,
  ...WHOLE_MISTAKES,
]);
