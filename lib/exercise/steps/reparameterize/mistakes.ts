import type { Mistake } from "../../values_part.ts";
import { type CodesCase, codesOf } from "./codes_case.ts";
import { GRADIENT_MISTAKES } from "./gradient_mistakes.ts";
import { NOISE_MISTAKES } from "./noise_mistakes.ts";
import { SCALE_MISTAKES } from "./scale_mistakes.ts";

/** What students write instead of the reparameterization, and how each shows. */
export const MISTAKES: readonly Mistake<CodesCase>[] = [
  ...SCALE_MISTAKES,
  ...NOISE_MISTAKES,
  ...GRADIENT_MISTAKES,
].map(({ explains, ...told }) => ({
  ...told,
  explains(cases, answers) {
    // A function that has kept noise of another shape throws in the cases that do not fit it.
    const answered = cases.flatMap((at, i) => {
      const codes = codesOf(at, answers[i]);
      return codes ? [{ at, codes }] : [];
    });
    if (answered[0]?.at !== cases[0]) return false; // a few draws show no distribution
    return explains(answered.map(({ at }) => at), answered.map(({ codes }) => codes)) ?? false;
  },
}));
