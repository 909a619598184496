import { type KlSchedule, klWeight } from "../math/kl_weight.ts";

/** A run whose KL term is annealed. */
interface AnnealedRun extends KlSchedule {
  /** The full weight. */
  readonly beta: number;
  readonly epochs: number;
}

/**
 * What the weight of the KL term will be, in a line that is read off `klWeight` itself: `KL weight: 0 in
 * epochs 1 to 4, 1 from epoch 5 on`.
 */
export function scheduleLine({ beta, epochs, ...schedule }: AnnealedRun): string {
  const { warmUp, annealing } = schedule;
  const weight = (epoch: number) => `${Number((beta * klWeight(epoch, schedule)).toPrecision(3))}`;
  const full = Math.max(1, warmUp + annealing);
  const first = klWeight(Math.max(1, warmUp), schedule) > 0 ? Math.max(1, warmUp) : warmUp + 1;
  if (beta === 0) return "KL weight: 0 in every epoch (--beta 0)";
  if (first > epochs) {
    return `KL weight: 0 in every epoch; the KL term would come in with epoch ${first}, after the run's end`;
  }
  const parts = first === 1 ? [] : [`0 in ${first === 2 ? "epoch 1" : `epochs 1 to ${first - 1}`}`];
  if (first >= full) {
    return `KL weight: ${[...parts, `${weight(first)} from epoch ${first} on`].join(", ")}`;
  }
  parts.push(`${weight(first)} in epoch ${first}`);
  const last = Math.min(full, epochs);
  if (last > first) parts.push(`rising to ${weight(last)} in epoch ${last}`);
  if (last < full) {
    parts.push(`where the run ends; ${weight(full)} would be reached in epoch ${full}`);
  }
  return `KL weight: ${parts.join(", ")}`;
}
