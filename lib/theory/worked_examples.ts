import { LAB_IMAGE, pixelsOf } from "../math/image_shape.ts";
import type { Written } from "./diagnose.ts";

/** A loss that somebody has written. */
export interface WorkedExample {
  /** Whose, and how it reads. */
  readonly name: string;
  /** The loss. */
  readonly written: Written;
}

/**
 * Losses to compare with, as they are written: Keras' example (keras.io/examples/generative/vae) and
 * PyTorch's (github.com/pytorch/examples, vae/main.py, which sums both terms over the batch too) as of
 * 2025; the means are the usual slips, `F.mse_loss` or `torch.mean` with their defaults.
 *
 * @param pixels of an image, P
 */
export function workedExamples(pixels: number = pixelsOf(LAB_IMAGE)): WorkedExample[] {
  const lab = {
    likelihood: "gaussian",
    reconstruction: "sum",
    kl: "sum",
    pixels,
    latentSize: 8,
  } as const;
  return [
    {
      name: `the lab's naive run: squared errors + KL / ${pixels}`,
      written: { ...lab, weight: 1 / pixels },
    },
    { name: "the lab's collapse run: squared errors + KL", written: { ...lab, weight: 1 } },
    {
      name: "Keras' example: cross-entropies + KL",
      written: { ...lab, likelihood: "bernoulli", weight: 1, latentSize: 2 },
    },
    {
      name: "PyTorch's example: cross-entropies + KL",
      written: { ...lab, likelihood: "bernoulli", weight: 1, latentSize: 20 },
    },
    {
      name: "mean squared error + KL",
      written: { ...lab, reconstruction: "mean", weight: 1 },
    },
    {
      name: "mean squared error + mean KL",
      written: { ...lab, reconstruction: "mean", kl: "mean", weight: 1 },
    },
    {
      name: "mean squared error + KL summed over a batch of 128",
      written: { ...lab, reconstruction: "mean", weight: 128 },
    },
    {
      name: "mean cross-entropy + KL",
      written: { ...lab, likelihood: "bernoulli", reconstruction: "mean", weight: 1 },
    },
  ];
}
