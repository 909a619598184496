import type { Answer } from "../answer.ts";

/** An answer of so many numbers as an answer for each; what is no such answer, as many times. */
export function eachValue(answer: Answer | undefined, count: number): (Answer | undefined)[] {
  return Array.from({ length: count }, (_, i) => {
    if (!answer || !("values" in answer)) return answer;
    const { values } = answer;
    return values.length === count
      ? { values: [values[i]], shape: [] }
      : { other: `${values.length} numbers, and not ${count},` };
  });
}
