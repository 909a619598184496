import type { Answer } from "../../answer.ts";

/** An answer that is true or false, which arrive as 1 and 0; `undefined` if it is something else. */
export function verdictOf(answer: Answer): boolean | undefined {
  if (!("values" in answer) || answer.values.length !== 1) return undefined;
  const [value] = answer.values;
  return value === 1 ? true : value === 0 ? false : undefined;
}
