import type { DataSet } from "../data/data_set.ts";
import { TorchRandom } from "../math/torch_random.ts";
import type { FixedDecoder } from "./code_errors.ts";
import type { EncodedImages } from "./encode_images.ts";
import { type Refinement, type RefineOptions, refinePosteriors } from "./refine_posterior.ts";

/** Posteriors that were refined from several places. */
export interface RefinementFromStarts extends Refinement {
  /** How many images end with the posterior that each start led to; in the order of the starts. */
  readonly chosen: readonly number[];
}

/** The first walk from every start; the second goes on from the best of each image. */
const FIRST = { stepSizes: [0.1], enough: 1e-3 }, SECOND = { stepSizes: [0.03, 0.01] };

/**
 * Refines the posteriors of images from several places, so that a local optimum is not taken for the end, nor
 * for a flat likelihood: a first walk from each start, at the same noise; then each image goes on from the best
 * that was found for it. `before` is the loss of the first start, and `after` never above it.
 *
 * @param starts one or more; the first is the one that is compared with
 * @param options `random` is left as it was, so that each walk draws the same noise
 */
export async function refineFromStarts(
  vae: FixedDecoder,
  data: DataSet,
  starts: readonly EncodedImages[],
  { random, ...options }: Omit<RefineOptions, "stepSizes" | "enough">,
): Promise<RefinementFromStarts> {
  if (starts.length === 0) throw new RangeError("starts must hold one or more, got none");
  const state = random.state();
  const walk = (start: EncodedImages, how: Partial<RefineOptions>) =>
    refinePosteriors(vae, data, start, {
      ...{ ...options, ...how, random: TorchRandom.fromState(state) },
    });
  const first: Refinement[] = [];
  for (const start of starts) first.push(await walk(start, FIRST));
  const { posteriors, from } = bestOf(first);
  const second = await walk(posteriors, SECOND);
  return {
    ...second,
    before: first[0].before,
    steps: first.reduce((sum, { steps }) => sum + steps, second.steps),
    chosen: starts.map((_, start) => from.filter((one) => one === start).length),
  };
}

/** The best posterior of each image among several, and where it came from. */
function bestOf(refinements: readonly Refinement[]): { posteriors: EncodedImages; from: number[] } {
  const { count, latentSize: d } = refinements[0].posteriors;
  const [mu, logVar] = [new Float32Array(count * d), new Float32Array(count * d)];
  const from = Array.from({ length: count }, (_, image) => {
    const losses = refinements.map(({ after }) => after[image]);
    const best = losses.reduce((best, loss, i) => loss < losses[best] ? i : best, 0);
    const { posteriors } = refinements[best];
    const [begin, end] = [image * d, (image + 1) * d];
    mu.set(posteriors.mu.subarray(begin, end), begin);
    logVar.set(posteriors.logVar.subarray(begin, end), begin);
    return best;
  });
  return { posteriors: { count, latentSize: d, mu, logVar }, from };
}
