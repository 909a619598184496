import { latentMetrics } from "../../../lib/measure/latent_metrics.ts";
import { unitsInUse } from "../../../lib/measure/units_in_use.ts";
import type { UnitsAnswer } from "../protocol.ts";
import type { HeldModel } from "./held_model.ts";

/** How the model uses its units, over the first training images. */
export async function answerUnits(model: HeldModel): Promise<UnitsAnswer> {
  const { count } = await model.images();
  const measured = await model.measured();
  const metrics = await latentMetrics(model.vae, measured);
  const used = unitsInUse(metrics);
  const units = (await model.moments())
    .map(({ mean, std }, unit) => ({
      ...{ unit, mean, std },
      kl: metrics.klPerUnit[unit],
      used: used[unit],
    }))
    .sort((a, b) => b.kl - a.kl);
  return { units, measured: measured.count, count };
}
