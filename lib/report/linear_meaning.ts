import type { Verdict } from "../measure/judge.ts";

/** What a loss means beside that of the optimal linear VAE; `undefined` where that is not known. */
export function linearMeaning(
  { loss, linearOptimum, linearUnits, usedUnits, accident }: Verdict,
): string | undefined {
  if (linearOptimum === undefined) return undefined;
  if (accident) {
    return "Worse, with fewer units: the missing units collapsed in training, or were trained too little;\n" +
      "the objective does not require it.";
  }
  if (linearUnits === 0 && usedUnits === 0) {
    return "At this weight the optimal linear VAE uses no unit either: the objective asks for the collapse.";
  }
  if (loss <= linearOptimum) {
    return usedUnits < linearUnits!
      ? "Better, with fewer units: a decoder that is not linear needs no more."
      : "Better, as a decoder that is not linear can be.";
  }
  return "No better, with no fewer units: the rest is a matter of training.";
}
