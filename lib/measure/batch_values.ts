import { orderedBatches } from "../data/batches.ts";
import { breather } from "../data/breather.ts";
import { type Tensor, tf } from "../deps/tfjs.ts";

/** What was computed of a batch. */
export interface BatchValues {
  /** The numbers of its rows, in order. [B] */
  readonly indices: Int32Array;
  /** The values of each tensor that was computed. */
  readonly values: readonly Float32Array[];
}

/**
 * Computes tensors for 0 ... count - 1, some rows at a time, and fetches their values. No tensor outlives
 * its batch, and timers and signals have their turn in between.
 *
 * @param batchSize rows at a time; the last batch has what is left
 * @param compute the tensors of a batch; called in `tf.tidy`
 */
export async function* batchValues(
  count: number,
  batchSize: number,
  compute: (indices: Int32Array) => readonly Tensor[],
): AsyncGenerator<BatchValues, void> {
  const breathe = breather();
  for (const indices of orderedBatches(count, batchSize)) {
    await breathe();
    const tensors = tf.tidy(() => [...compute(indices)]);
    const values = await Promise.all(tensors.map((tensor) => tensor.data()));
    tf.dispose(tensors);
    yield { indices, values: values as Float32Array[] };
  }
}
