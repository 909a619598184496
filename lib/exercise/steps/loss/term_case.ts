import type { TorchRandom } from "../../../math/torch_random.ts";
import { type Rows, rowsOf } from "../../rows_of.ts";

/** What is compared: what the function gives, or its gradients with respect to what it is given. */
export type See = "value" | "gradient";

/** What a term of the loss is asked. */
export interface TermCase {
  readonly see: See;
  /** The first argument: x, or mu. */
  readonly a: Rows;
  /** The second: xHat, or logVar. */
  readonly b: Rows;
}

/** Different numbers of rows and of columns, so that a factor of either can be told from the other. */
const SHAPES: readonly (readonly [rows: number, columns: number])[] = [[3, 5], [4, 7], [5, 2]];

/**
 * Arguments of several shapes, each of which is asked for the value and for the gradients.
 *
 * @param a the bounds that the first argument's entries are drawn from
 * @param b those of the second
 */
export function drawTermCases(
  random: TorchRandom,
  a: readonly [from: number, to: number],
  b: readonly [from: number, to: number],
): TermCase[] {
  const drawn = SHAPES.map(([rows, columns]) => ({
    a: matrix(random, rows, columns, a),
    b: matrix(random, rows, columns, b),
  }));
  return (["value", "gradient"] as const).flatMap((see) => drawn.map((at) => ({ see, ...at })));
}

function matrix(
  random: TorchRandom,
  rows: number,
  columns: number,
  [from, to]: readonly [number, number],
): Rows {
  return rowsOf(random.uniform(rows * columns, from, to), columns);
}
