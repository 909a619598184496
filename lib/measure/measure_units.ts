import { DataSet } from "../data/data_set.ts";
import { typeName } from "../math/check_argument.ts";
import type { Vae } from "../model/vae.ts";
import { UserError } from "../user_error.ts";
import { type LatentMetrics, latentMetrics } from "./latent_metrics.ts";

/** How a model uses its latent units after an epoch, as `run.json` notes it. */
export type UnitMetrics = Pick<LatentMetrics, "klPerUnit" | "activeUnits">;

/**
 * The latent units over the training images: what a run measures after each epoch (1.3 s on MNIST).
 *
 * @param epoch the one that has ended, for the message
 * @throws {UserError} if a unit's KL divergence is not finite
 *
 * @example
 * ```ts
 * import { constantObjective, DataSet, TorchRandom, train, useBackend, Vae } from "../../mod.ts";
 * import { measureUnits } from "./measure_units.ts";
 *
 * await useBackend("cpu");
 * const data = new DataSet("black", Uint8Array.of(0, 0), new Uint8Array(2 * 784));
 * const random = new TorchRandom(0);
 * const options = { epochs: 1, random, objective: constantObjective(1), measure: measureUnits };
 * for await (const event of train(new Vae({ random }), data, options)) {
 *   if (event.kind === "epoch") event.activeUnits; // 0: the images are all the same
 * }
 * ```
 */
export async function measureUnits(
  vae: Vae,
  data: DataSet,
  epoch?: number,
): Promise<UnitMetrics> {
  if (!(data instanceof DataSet)) {
    throw new TypeError(`data must be a DataSet, got ${typeName(data)}`);
  }
  const { klPerUnit, activeUnits } = await latentMetrics(vae, data);
  const odd = klPerUnit.findIndex((kl) => !Number.isFinite(kl));
  if (odd < 0) return { klPerUnit, activeUnits };
  throw new UserError(
    `the KL divergence of latent unit ${odd} over all training images is ${klPerUnit[odd]}` +
      `${
        epoch === undefined ? "" : ` after epoch ${epoch}`
      }: training diverged. Lower the learning rate, or clamp logVar.`,
    { cause: new RangeError("the KL divergence is not a finite number") },
  );
}
