import { criticalBeta } from "../../../theory/critical_beta.ts";
import { linearVae } from "../../../theory/linear_vae.ts";
import { numberText } from "../../number_text.ts";
import { LAB } from "./lab_sizes.ts";
import { MNIST_EIGENVALUES } from "./mnist_eigenvalues.ts";

/**
 * An effective beta in words, for the end of a sentence: what linear theory says of a model of the lab's latent
 * size that is trained on MNIST with it.
 */
export function betaText(beta: number): string {
  const critical = criticalBeta(MNIST_EIGENVALUES);
  const { latentSize } = LAB;
  const [yours, summed] = [beta, 1].map((beta) =>
    linearVae(MNIST_EIGENVALUES, { beta, latentSize })
  );
  const stated = `an effective beta of ${numberText(beta)}`;
  if (yours.activeUnits > 0) {
    return `${stated}. Theory says that ${yours.activeUnits} of the lab's ${latentSize} latent units then carry ` +
      `information, ${yours.kl.toFixed(1)} nats per image, against ${
        summed.kl.toFixed(1)
      } nats at an effective beta of 1.`;
  }
  return `${stated}, and theory says that this collapses: on MNIST, no latent unit carries information at ` +
    `${critical.toFixed(2)} or above, and your beta is ${(beta / critical).toFixed(2)} times that.`;
}
