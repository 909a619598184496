import type { Answer } from "../answer.ts";
import { type Rows, rowsOf } from "../rows_of.ts";

/**
 * An answer as rows of numbers.
 *
 * @param columns the length of a row
 * @param rows how many there must be, in whatever shape; if it is left out, the last axis must be one of columns
 * @returns `undefined` if there is no answer, or one of another size
 */
export function rowsOfAnswer(
  answer: Answer | undefined,
  { columns, rows }: { readonly columns: number; readonly rows?: number },
): Rows | undefined {
  if (!answer || !("values" in answer)) return;
  const { values, shape } = answer;
  const fits = rows === undefined ? shape.at(-1) === columns : values.length === rows * columns;
  return fits ? rowsOf(values, columns) : undefined;
}
