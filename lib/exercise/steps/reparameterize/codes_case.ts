import type { TorchRandom } from "../../../math/torch_random.ts";
import type { Answer } from "../../answer.ts";
import { rowsOf } from "../../rows_of.ts";

/** A call after the first: with the generator as the first call left it, or with a new one from the same seed. */
export type Call = "again" | "repeated" | "differentiated";

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
  /** The calls after the first, in an order that nobody can count on; one `again`, and one `differentiated`. */
  readonly calls: readonly Call[];
}

/** What the function gave in one case, each row by row. */
export interface Codes {
  /** The codes of the first call. */
  readonly first: readonly number[];
  /** The codes of a second call, with the same arguments and the generator as the first call left it. */
  readonly again: readonly number[];
  /** The codes of each call with a new generator from the same seed. */
  readonly repeated: readonly (readonly number[])[];
  /** The codes of the call whose gradients were taken; its generator was new, too. */
  readonly differentiated: readonly number[];
  /** The gradient of the weighted sum of the codes with respect to mu. */
  readonly byMu: readonly number[];
  /** The same with respect to logVar. */
  readonly byLogVar: readonly number[];
  /** How many numbers the first call drew. */
  readonly drawn: number;
}

/** What an answer holds beside the repeated calls, which come last. */
const BLOCKS = 6;

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
      calls: drawCalls(random),
    };
  });
}

/** One to four repeated calls, and one of each other kind, in any order. */
function drawCalls(random: TorchRandom): Call[] {
  const repeated = Array<Call>(1 + random.uint32() % 4).fill("repeated");
  const calls: Call[] = ["again", "differentiated", ...repeated];
  return [...random.permutation(calls.length)].map((i) => calls[i]);
}

/** The shape of an answer. */
export function answerShape({ shape, calls }: CodesCase): number[] {
  return [BLOCKS + calls.length - 2, ...shape];
}

/** An answer taken apart; `undefined` if it holds no codes. */
export function codesOf(at: CodesCase, answer: Answer): Codes | undefined {
  const [blocks, rows, units] = answerShape(at);
  const n = rows * units;
  if (!("values" in answer) || answer.values.length !== blocks * n) return;
  const [first, again, differentiated, byMu, byLogVar, drawn, ...repeated] = rowsOf(
    answer.values,
    n,
  );
  return { first, again, repeated, differentiated, byMu, byLogVar, drawn: drawn[0] };
}
