import { TorchRandom } from "../math/torch_random.ts";

/**
 * The batches of one epoch as PyTorch's shuffling DataLoader draws them: two int64 from `random`, a
 * base seed that nothing uses here, then the seed of the generator that draws the order. The last
 * batch holds what is left.
 *
 * @returns the image numbers of each batch, every image once
 */
export function shuffledBatches(
  count: number,
  batchSize: number,
  random: TorchRandom,
): Int32Array[] {
  random.int64();
  const order = new TorchRandom(random.int64()).permutation(count);
  return cut(order, batchSize);
}

/** The numbers 0 ... count - 1 in file order, `batchSize` at a time. */
export function orderedBatches(count: number, batchSize: number): Int32Array[] {
  return cut(Int32Array.from({ length: count }, (_, i) => i), batchSize);
}

function cut(order: Int32Array, batchSize: number): Int32Array[] {
  const batches = [];
  for (let start = 0; start < order.length; start += batchSize) {
    batches.push(order.subarray(start, start + batchSize));
  }
  return batches;
}
