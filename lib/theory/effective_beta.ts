import { checkFinite, checkWhole, checkWord } from "../math/check_argument.ts";

/** Whether a term is added up over its entries (pixels, latent units), or averaged over them. */
export type Reduction = "sum" | "mean";

const REDUCTIONS: readonly Reduction[] = ["sum", "mean"];

/** A VAE's loss as somebody's program has it: reconstruction + weight * KL, averaged over a batch. */
export interface WrittenLoss {
  /** Over the pixels. */
  readonly reconstruction: Reduction;
  /** Over the latent units. */
  readonly kl: Reduction;
  /** Multiplies the KL term. */
  readonly weight: number;
  /** Pixels of an image. */
  readonly pixels: number;
  /** Latent units, d. */
  readonly latentSize: number;
}

/**
 * The beta of a loss: the weight of the KL term once both terms are written as sums, the form in which
 * weights can be compared. A mean over the pixels makes the reconstruction `pixels` times as small,
 * and so the KL term as many times as strong beside it; a mean over the units makes the KL term
 * `latentSize` times as small:
 *
 *     reconstruction / pixels + weight kl / latentSize
 *         = (reconstruction + beta kl) / pixels,  beta = weight pixels / latentSize.
 *
 * For squared error, beta / 2 is the variance of the Gaussian decoder whose negative ELBO the loss is
 * (up to a factor and a constant); for cross-entropy, beta is that of a beta-VAE, and 1 the ELBO.
 *
 * @throws {RangeError} if the weight is negative, a size no whole number from 1 on, or a term neither a sum
 * nor a mean
 *
 * @example `F.mse_loss(xHat, x)` (a mean) + the KL divergence (a sum)
 * ```ts
 * import { effectiveBeta } from "./effective_beta.ts";
 *
 * const sizes = { pixels: 784, latentSize: 8 };
 * effectiveBeta({ reconstruction: "mean", kl: "sum", weight: 1, ...sizes }); // 784
 * ```
 */
export function effectiveBeta(
  { reconstruction, kl, weight, pixels, latentSize }: WrittenLoss,
): number {
  checkFinite("weight", weight, { min: 0 });
  for (const [name, value] of Object.entries({ pixels, latentSize })) {
    checkWhole(name, value, { min: 1 });
  }
  for (const [name, value] of Object.entries({ reconstruction, kl })) {
    checkWord(name, value, REDUCTIONS);
  }
  return weight * (reconstruction === "mean" ? pixels : 1) / (kl === "mean" ? latentSize : 1);
}
