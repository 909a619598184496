import { DataSet } from "../../data/data_set.ts";
import { breather } from "../../data/breather.ts";
import type { Seed } from "../../math/seed.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { deviationEigenvalues } from "../../theory/deviation_eigenvalues.ts";
import { eigenvalueSpread } from "../../theory/eigenvalue_spread.ts";
import { varyingEigenpairs } from "../../theory/varying_eigenpairs.ts";
import { type BranchPoint, linearBranch, type Side } from "./linear_branch.ts";

/** What is followed, and on which images. */
export interface FlowSettings {
  /** The training images. */
  readonly data: DataSet;
  /** Sizes of data sets; all images are always one more. */
  readonly sizes: readonly number[];
  /** Data sets of each size below all, drawn at random from images that they do not share. */
  readonly sets: number;
  /** Units whose transition is followed on all images; on fewer ones the first is. */
  readonly units: number;
  /** Latent units, d. */
  readonly latentSize: number;
  /** Other latent sizes at which the first unit is followed too, on all images, but for ratio 1, which takes longest. */
  readonly latentSizes: readonly number[];
  /** Seeds of the starts on all images; the first of them also draws the data sets. */
  readonly seeds: readonly Seed[];
  /** The weights of the KL term over the critical one. */
  readonly ratios: readonly number[];
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** One data set's unit, followed from both sides. */
export interface FlowBranch {
  /** Images of the data set. */
  readonly images: number;
  /** Which data set of that size, from 0. */
  readonly set: number;
  /** Which unit, from 0. */
  readonly unit: number;
  /** Latent units, d. */
  readonly latentSize: number;
  /** What draws it. */
  readonly seed: Seed;
  /** The unit's eigenvalue on these images; its critical weight is twice that. */
  readonly eigenvalue: number;
  /** What was found, weight by weight. */
  readonly points: readonly BranchPoint[];
}

/** An eigenvalue over the data sets of one size. */
export interface EigenvalueSample {
  /** How many images. */
  readonly images: number;
  /** Of the first unit, on each data set. */
  readonly eigenvalues: readonly number[];
  /** Its standard deviation relative to it, as the fourth moment of all images predicts it. */
  readonly predictedSpread: number;
}

/** What happened. */
export type FlowEvent =
  | {
    readonly kind: "branch";
    readonly done: number;
    readonly of: number;
    readonly branch: FlowBranch;
  }
  | {
    readonly kind: "results";
    readonly branches: readonly FlowBranch[];
    readonly samples: readonly EigenvalueSample[];
  };

/** Components that are kept: the flow never leaves them, see `LinearFlow`. */
export const COMPONENTS = 16;

const SIDES: readonly Side[] = ["active", "collapsed"];

/**
 * The linear VAE's transition by gradient flow, without noise: each unit's KL divergence around the weight at which it
 * collapses, from both sides, for data sets of several sizes and for several latent sizes.
 *
 * @throws the signal's reason, if it was aborted
 */
export async function* flowStudy(
  { data, sizes, sets, units, latentSize, latentSizes, seeds, ratios, signal }: FlowSettings,
): AsyncGenerator<FlowEvent, void> {
  const breathe = breather();
  const pairs = varyingEigenpairs(data);
  const all = Float64Array.from(pairs, ({ value }) => value);
  const plan: (Omit<FlowBranch, "points"> & {
    readonly eigenvalues: ArrayLike<number>;
    readonly ratios: readonly number[];
  })[] = [];
  const samples: EigenvalueSample[] = [];
  for (const size of new Set([...sizes, Infinity].map((size) => Math.min(size, data.count)))) {
    const whole = size === data.count;
    const spectra = whole ? [all] : await subsets(size);
    const found = spectra.map(([first]) => first);
    const predictedSpread = whole ? 0 : eigenvalueSpread(data, pairs[0].vector, size);
    samples.push({ images: size, eigenvalues: found, predictedSpread });
    spectra.forEach((spectrum, set) => {
      const eigenvalues = spectrum.slice(0, COMPONENTS);
      for (let unit = 0; unit < (whole ? units : 1); unit++) {
        for (const seed of whole ? seeds : seeds.slice(0, 1)) {
          plan.push({
            ...{ images: size, set, unit, latentSize, seed, eigenvalues, ratios },
            eigenvalue: eigenvalues[unit],
          });
        }
      }
    });
  }
  for (const size of latentSizes) {
    if (size === latentSize) continue;
    plan.push({
      ...{ images: data.count, set: 0, unit: 0, latentSize: size, seed: seeds[0] },
      ...{ eigenvalues: all.slice(0, COMPONENTS), eigenvalue: all[0] },
      ratios: ratios.filter((ratio) => ratio !== 1),
    });
  }
  const branches: FlowBranch[] = [];
  for (const { eigenvalues, ratios, ...run } of plan) {
    const points: BranchPoint[] = [];
    for (const side of SIDES) {
      const random = new TorchRandom(run.seed);
      for (const point of linearBranch({ eigenvalues, ...run, ratios, side, random })) {
        points.push(point);
        await breathe();
        signal?.throwIfAborted();
      }
    }
    const branch = { ...run, points };
    branches.push(branch);
    yield { kind: "branch", done: branches.length, of: plan.length, branch };
  }
  yield { kind: "results", branches, samples };

  async function subsets(size: number): Promise<Float64Array[]> {
    const count = Math.min(sets, Math.floor(data.count / size));
    // Blocks of a file are no sample of it where its order is not random, as that of MNIST's is not.
    const order = new TorchRandom(seeds[0]).permutation(data.count);
    const spectra: Float64Array[] = [];
    for (let set = 0; set < count; set++) {
      await breathe();
      signal?.throwIfAborted();
      const pixels = new Uint8Array(size * data.size);
      data.copyRows(order.subarray(set * size, (set + 1) * size), pixels);
      spectra.push(deviationEigenvalues(new DataSet(data.name, undefined, pixels, data)));
    }
    return spectra;
  }
}
