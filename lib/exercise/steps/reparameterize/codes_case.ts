import type { TorchRandom } from "../../../math/torch_random.ts";
import type { Answer } from "../../answer.ts";
import { rowsOf } from "../../rows_of.ts";

/** What `reparameterize` is asked. */
export interface CodesCase {
  /** Of all tensors: rows, units. */
  readonly shape: [rows: number, units: number];
  /** Means, row by row. */
  readonly mu: number[];
  /** Logarithms of the variances, row by row. */
  readonly logVar: number[];
  /** The gradients are those of the codes' sum with these weights. */
  readonly weights: number[];
  /** Of the generator that the function is given. */
  readonly seed: number;
}

/** What the function gave in one case, each row by row. */
export interface Codes {
  /** The codes of the first call. */
  readonly first: readonly number[];
  /** The codes of a second call, with the same arguments and the generator as the first call left it. */
  readonly again: readonly number[];
  /** The codes with a new generator from the same seed. */
  readonly repeated: readonly number[];
  /** The codes of the call whose gradients were taken; its generator was new, too. */
  readonly differentiated: readonly number[];
  /** The gradient of the weighted sum of the codes with respect to mu. */
  readonly byMu: readonly number[];
  /** The same with respect to logVar. */
  readonly byLogVar: readonly number[];
  /** How many numbers the first call drew. */
  readonly drawn: number;
}

/** What an answer holds, in this order. */
const BLOCKS = 7;

/** Many rows, whose noise shows its distribution; and few, since PyTorch draws fewer than 16 in another way. */
export function drawCases(random: TorchRandom): CodesCase[] {
  return ([[256, 4], [256, 4], [5, 3]] as const).map(([rows, units]) => {
    const n = rows * units;
    return {
      shape: [rows, units],
      mu: [...random.uniform(n, -3, 3)],
      logVar: [...random.uniform(n, -4, 2)],
      weights: [...random.uniform(n, 0.5, 1.5)],
      seed: random.uint32(),
    };
  });
}

/** The shape of an answer. */
export function answerShape({ shape }: CodesCase): number[] {
  return [BLOCKS, ...shape];
}

/** An answer taken apart; `undefined` if it holds no codes. */
export function codesOf({ shape: [rows, units] }: CodesCase, answer: Answer): Codes | undefined {
  const n = rows * units;
  if (!("values" in answer) || answer.values.length !== BLOCKS * n) return;
  const [first, again, repeated, differentiated, byMu, byLogVar, drawn] = rowsOf(answer.values, n);
  return { first, again, repeated, differentiated, byMu, byLogVar, drawn: drawn[0] };
}
