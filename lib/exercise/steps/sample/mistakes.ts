import type { Mistake } from "../../values_part.ts";
import { CODE_MISTAKES } from "./code_mistakes.ts";
import { IMAGE_MISTAKES } from "./image_mistakes.ts";
import type { SampleCase } from "./sample_case.ts";

/** What students give instead of decoded draws from the prior, and how each mistake shows. */
export const MISTAKES: readonly Mistake<SampleCase>[] = [...IMAGE_MISTAKES, ...CODE_MISTAKES];
