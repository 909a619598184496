import type { TorchRandom } from "../math/torch_random.ts";

/**
 * Codes to begin a mixture's means with (Arthur and Vassilvitskii 2007, "k-means++: The advantages of careful
 * seeding"): the first at random, each further one with a probability proportional to its squared distance from
 * the nearest that is chosen. No code is chosen twice, unless there are fewer different ones than wanted.
 *
 * @param codes code after code. [n * d]
 * @param count how many are chosen, K
 * @returns the numbers of the chosen codes [K], and for each code which of them is the nearest. [n]
 */
export function kMeansPlusPlus(
  codes: ArrayLike<number>,
  d: number,
  count: number,
  random: TorchRandom,
): { readonly chosen: Int32Array; readonly nearest: Int32Array } {
  const n = codes.length / d;
  const chosen = new Int32Array(count);
  const nearest = new Int32Array(n);
  const distances = new Float64Array(n).fill(Infinity);
  for (let k = 0; k < count; k++) {
    chosen[k] = k === 0 ? random.integer(n) : drawn(distances, random);
    for (let i = 0; i < n; i++) {
      let squares = 0;
      for (let j = 0; j < d; j++) squares += (codes[i * d + j] - codes[chosen[k] * d + j]) ** 2;
      if (squares >= distances[i]) continue;
      distances[i] = squares;
      nearest[i] = k;
    }
  }
  return { chosen, nearest };
}

/** A number with a probability proportional to its weight; any, if all weights are 0. */
function drawn(weights: Float64Array, random: TorchRandom): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let rest = random.uniform(1)[0] * total;
  if (total === 0) return random.integer(weights.length);
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    rest -= weights[i];
    if (rest < 0) return i;
  }
  return last;
}
