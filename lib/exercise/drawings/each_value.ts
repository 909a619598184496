import type { Answer } from "../answer.ts";

/** An answer of `count` numbers, as one answer per number; any other answer, repeated `count` times. */
export function eachValue(answer: Answer | undefined, count: number): (Answer | undefined)[] {
  return Array.from({ length: count }, (_, i) => {
    if (!answer || !("values" in answer)) return answer;
    const { values } = answer;
    return values.length === count
      ? { values: [values[i]], shape: [] }
      : { other: `${values.length} numbers in place of ${count}` };
  });
}
