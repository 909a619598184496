import { areClose } from "../../are_close.ts";
import { differingEvidence, type Known } from "../../differing_evidence.ts";
import type { Part } from "../../step.ts";
import type { See } from "./term_case.ts";
import { TOLERANCE } from "./term_formula.ts";

/**
 * A part whose evidence shows a gradient only where all values are right, since a wrong value is easier to understand.
 */
export function valueFirst<C extends { readonly see: See }>(part: Part, known: Known<C>): Part {
  return {
    ...part,
    check: (all, answers) => {
      const finding = part.check(all, answers);
      if (!finding?.evidence) return finding;
      const cases = all as readonly C[];
      const isWrongValue = cases.map((at, i) => {
        const answer = answers[i];
        return at.see === "value" &&
          !("values" in answer && areClose(answer.values, known.right(at), TOLERANCE));
      });
      const evidence = differingEvidence(
        known,
        cases.filter((_, i) => isWrongValue[i]),
        answers.filter((_, i) => isWrongValue[i]),
      );
      return evidence ? { ...finding, evidence } : finding;
    },
  };
}
