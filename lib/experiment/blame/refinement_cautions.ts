import type { Vae } from "../../model/vae.ts";
import { trainTask } from "../train_task.ts";
import { settledOptions } from "./settled_options.ts";

/**
 * Where the shares of a model contain what its training did not allow, or did not see. Refinement moves mu and logVar freely, under
 * reconstruction + weight * KL: a family of posteriors with a floor, a clamp, and another objective all forbid a part
 * of what that gains.
 *
 * @param recorded the options of its run, where they are known
 * @returns a clause for each such thing, without a subject; none for a Gaussian VAE that was trained on the ELBO
 */
export function refinementCautions(
  { family, delta, gamma, clampLogVar }: Pick<Vae, "family" | "delta" | "gamma" | "clampLogVar">,
  recorded: Readonly<Record<string, unknown>> = {},
): string[] {
  const options = settledOptions(recorded);
  const found: string[] = [];
  if (family !== "gaussian") {
    const floor = family === "delta" ? `${delta} nats in each unit` : `gamma ${gamma}`;
    found.push(
      `has posteriors of the family ${family} (${floor}), and they are refined as free Gaussians: the encoder's ` +
        "share contains what the family forbids",
    );
  }
  if (clampLogVar !== undefined) {
    found.push(
      `keeps logVar within ${clampLogVar}, and it is refined without that bound: the encoder's share contains what ` +
        "the bound forbids",
    );
  }
  // What the family does to the loss has been said.
  if (trainTask.otherLoss?.({ ...options, family: "gaussian" })) {
    const { objective, freeBits, samples, alpha, lambda } = options;
    const trained = {
      elbo: "",
      infovae: `as an InfoVAE (alpha ${alpha}, lambda ${lambda})`,
      iwae: `on the importance-weighted bound of ${samples} codes`,
    }[objective];
    const free = freeBits > 0 ? `with ${freeBits} free nats in each unit` : "";
    found.push(
      `was trained ${
        [trained, free].filter(Boolean).join(", ")
      }, and its posteriors are refined under ` +
        "reconstruction + weight * KL: both shares contain what comes of the other objective",
    );
  }
  if (options.binarise !== "none") {
    found.push(
      "was trained on black and white images, and is judged on gray ones: its loss is not that of its run",
    );
  }
  return found;
}
