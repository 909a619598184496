import { checkFinite, checkWhole } from "../../math/check_argument.ts";
import type { TorchRandom } from "../../math/torch_random.ts";
import { linearTransition } from "../../theory/linear_transition.ts";
import { LinearFlow, nearlyCollapsed, type ReducedLinearVae } from "./reduced_linear_vae.ts";
import { relaxation } from "./relaxation.ts";

/** From which side a weight of the KL term is reached: with the unit active, or collapsed. */
export type Side = "active" | "collapsed";

/** Where the linear VAE's unit ends at a weight of the KL term, reached from one side. */
export interface BranchPoint {
  /** From which side the weight was reached. */
  readonly side: Side;
  /** The weight over the unit's critical one. */
  readonly ratio: number;
  /** The unit's KL divergence at the end, in nats. */
  readonly kl: number;
  /** Where it is going, by extrapolation; `kl` itself if `settled`. */
  readonly limit: number;
  /** Whether nothing was left to come. */
  readonly settled: boolean;
  /** Learning rate times steps. */
  readonly time: number;
  /** From the collapsed side: the growth rate of the KL divergence while it was small; NaN if it never grew or fell so. */
  readonly growthRate: number;
}

/** What {@linkcode linearBranch} follows. */
export interface LinearBranch {
  /** Along the components that are kept, the largest first. [K] */
  readonly eigenvalues: ArrayLike<number>;
  /** Which unit's transition; from 0. */
  readonly unit: number;
  /** Latent units, d. */
  readonly latentSize: number;
  /** The weights of the KL term over the critical one. */
  readonly ratios: readonly number[];
  /** From which side the weight was reached. */
  readonly side: Side;
  /** Draws the start. */
  readonly random: TorchRandom;
  /** In units of time; a run that has not settled by then is extrapolated. */
  readonly longest?: number;
}

/** Ratios at which the model is prepared, how long, and the size of a nearly collapsed unit's weights. */
const PREPARED: Readonly<Record<Side, number>> = { active: 0.75, collapsed: 1.1 };
const PREPARATION = 150, SIZE = 1e-5;

/** Of a KL divergence, in nats. */
const TOLERANCE = 1e-6;

/** Intervals between two looks at the flow, in units of 1 / growth rate; looks before it may have settled. */
const INTERVAL = 0.5, LEAST = 8;

/** Growth is exponential while the KL divergence is above this times the start's, and below this part of its limit. */
const ABOVE = 10, BELOW = 0.01;

/**
 * The KL divergence of a unit of the linear VAE at weights around the one at which it collapses, each reached by gradient
 * flow from the same model: one in which the unit is active (trained at ratio 0.75), or one in which it has collapsed
 * (trained at ratio 1.1, then every weight displaced by normal noise of size 0.00001, without which a collapsed
 * unit would stay so for ever).
 *
 * @yields a point for each ratio
 * @throws {RangeError} for a unit without an eigenvalue, or without a latent unit
 */
export function* linearBranch(
  { eigenvalues, unit, latentSize, ratios, side, random, longest = 1000 }: LinearBranch,
): Generator<BranchPoint, void> {
  const components = eigenvalues.length;
  checkWhole("unit", unit, { max: Math.min(components, latentSize) - 1 });
  const eigenvalue = checkFinite("the unit's eigenvalue", eigenvalues[unit], { above: 0 });
  const flow = new LinearFlow(
    eigenvalues,
    nearlyCollapsed({ components, units: latentSize, size: 0.1, random }),
  );
  const beta = 2 * eigenvalue * PREPARED[side];
  const size = flow.stableStep(beta);
  for (let time = 0; time < PREPARATION; time += size) flow.step(beta, size);
  if (side === "collapsed") displace(flow.model, random);
  for (const ratio of ratios) yield follow(new LinearFlow(eigenvalues, flow.model), ratio);

  function follow(flow: LinearFlow, ratio: number): BranchPoint {
    const beta = 2 * eigenvalue * checkFinite("a ratio", ratio, { above: 0 });
    const size = flow.stableStep(beta);
    const { growthRate: rate, kl } = linearTransition(eigenvalue, beta);
    const steps = Math.ceil(Math.min(longest / 20, INTERVAL / Math.abs(rate)) / size);
    const interval = steps * size;
    const course = [klOf(flow)];
    let time = 0;
    while (true) {
      for (let i = 0; i < steps; i++) flow.step(beta, size);
      time += interval;
      course.push(klOf(flow));
      if (course.length <= LEAST) continue;
      const [early, middle, late] = course.slice(-3);
      const { limit, settled } = relaxation([early, middle, late], interval, TOLERANCE);
      // Superfluous units that share a component come to a halt at a saddle before one of them takes it over.
      const pauses = ratio < 1 && late < (1 - BELOW) * kl;
      if ((settled && !pauses) || time >= longest) {
        const growthRate = side === "collapsed" ? growthOf(course, kl) / interval : NaN;
        return { side, ratio, kl: late, limit: settled ? late : limit, settled, time, growthRate };
      }
    }
  }

  /** The logarithm of the factor from one look to the next while growth is exponential, or decay has become so. */
  function growthOf(course: readonly number[], limit: number): number {
    const pairs = course.slice(1).map((now, i) => [course[i], now]);
    const pair = limit > 0
      ? pairs.findLast(([before, now]) => before > ABOVE * course[0] && now < BELOW * limit)
      : pairs.at(-1);
    return pair ? Math.log(pair[1] / pair[0]) : NaN;
  }

  /** The unit's KL divergence, the units being sorted by theirs. */
  function klOf(flow: LinearFlow): number {
    return flow.klPerUnit().sort().reverse()[unit];
  }
}

function displace({ decoder, encoder }: ReducedLinearVae, random: TorchRandom): void {
  for (const weights of [decoder, encoder]) {
    const noise = random.normal(weights.length);
    for (let i = 0; i < weights.length; i++) weights[i] += SIZE * noise[i];
  }
}
