import type { Mistake } from "../../values_part.ts";
import { IMAGE_MISTAKES } from "./image_mistakes.ts";
import { PLACE_MISTAKES } from "./place_mistakes.ts";
import type { InterpolateCase } from "./interpolate_case.ts";

/** What students give instead of decoded codes on a line, and how each mistake shows. */
export const MISTAKES: readonly Mistake<InterpolateCase>[] = [
  ...IMAGE_MISTAKES,
  ...PLACE_MISTAKES,
];
