import type { Answer } from "../answer.ts";

/** The rows of an answer of so many rows and columns; `undefined` if it is of another size. */
export function rowsOf(
  answer: Answer | undefined,
  rows: number,
  columns: number,
): readonly number[][] | undefined {
  if (!answer || !("values" in answer) || answer.values.length !== rows * columns) return;
  return Array.from(
    { length: rows },
    (_, i) => answer.values.slice(i * columns, (i + 1) * columns),
  );
}
