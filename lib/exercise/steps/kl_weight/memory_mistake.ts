import { numberText } from "../../number_text.ts";
import type { Mistake } from "../../values_part.ts";
import { caseText, type KlWeightCase } from "./kl_weight_case.ts";

/** A weight that does not depend on the epoch and the schedule alone. */
export const MEMORY_MISTAKE: Mistake<KlWeightCase> = {
  name: "kl-weight-remembers",
  message:
    "The same epoch of the same schedule gets different weights at different calls: the function remembers " +
    "something from call to call, or draws random numbers.",
  hint:
    "Which variables of your file are declared outside the function, and does the function change them?",
  strongerHint:
    "A resumed run asks for epoch 7 first. Can your function answer that from its arguments alone?",
  explains: (cases, answers) => {
    const first = new Map<string, number>();
    for (const [i, at] of cases.entries()) {
      const answer = answers[i];
      if (!("values" in answer) || answer.values.length !== 1) return false;
      const [value] = answer.values, text = caseText(at);
      const before = first.get(text) ?? value;
      if (!Object.is(before, value)) {
        return {
          at: text,
          wanted: "the same weight at every call",
          found: `${numberText(before)} at one call, and ${numberText(value)} at another`,
        };
      }
      first.set(text, value);
    }
    return false;
  },
};
