import type { JudgedModel } from "./judge_models.ts";

/**
 * Who is to blame for what a model lacks, in a few words. Nothing is known of the decoder of the best known model, so
 * that an encoder that is to blame may not be alone.
 */
export function verdictWords(
  { verdict, bestKnown }: Pick<JudgedModel, "verdict" | "bestKnown">,
): string {
  if (verdict === "undecided") return "not told apart";
  if (!bestKnown) return verdict;
  return verdict === "neither" ? "not the encoder" : "encoder or both";
}
