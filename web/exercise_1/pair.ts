import { batch, computed } from "../../lib/deps/preact_signals.ts";
import type { Gaussian } from "../../lib/math/gaussian.ts";
import { state } from "../state.ts";

/** Which divergence: `qp` is KL(q || p), `pq` is KL(p || q). */
export type Direction = "qp" | "pq";
/** Both of them, in the order in which they are shown. */
export const DIRECTIONS: readonly Direction[] = ["qp", "pq"];

/** Two Gaussians, the first measured against the second. */
export interface Pair {
  readonly q: Gaussian;
  readonly p: Gaussian;
}

/** The user's q and p. */
export const pair = computed((): Pair => {
  const { mu, sigma, priorMu, priorSigma } = state.kl;
  return {
    q: { mean: mu.value.value, std: sigma.value.value },
    p: { mean: priorMu.value.value, std: priorSigma.value.value },
  };
});

/** The pair in the order of a divergence: for `pq`, q and p change places. */
export function inDirection({ q, p }: Pair, direction: Direction): Pair {
  return direction === "qp" ? { q, p } : { q: p, p: q };
}

/** Sets some of the four numbers at once. */
export function setPair(given: Partial<Record<"mu" | "sigma" | "priorMu" | "priorSigma", number>>) {
  batch(() => {
    for (const [name, value] of Object.entries(given)) {
      state.kl[name as keyof typeof given].value.value = value;
    }
  });
}
