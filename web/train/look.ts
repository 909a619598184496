import type { DataSet } from "../../lib/data/data_set.ts";
import { encodeImages } from "../../lib/measure/encode_images.ts";
import { latentMetrics } from "../../lib/measure/latent_metrics.ts";
import { reconstructImages } from "../../lib/measure/reconstruct_images.ts";
import type { Vae } from "../../lib/model/vae.ts";
import type { Look } from "./protocol.ts";

/** Images whose reconstructions are shown, and images whose codes are: the first ones of the file. */
export const SHOWN = 12, CODES = 1000;

/** Looks at a model while it trains. Draws no random number, so that training stays what it is. */
export async function look(
  vae: Vae,
  data: DataSet,
  { epoch, batch }: Pick<Look, "epoch" | "batch">,
): Promise<Look> {
  const first = data.first(CODES);
  const [metrics, { mu: codes }] = [
    await latentMetrics(vae, first),
    await encodeImages(vae, first),
  ];
  const { reconstructions } = await reconstructImages(vae, first, SHOWN);
  return { epoch, batch, ...metrics, reconstructions, codes };
}
