/**
 * Theory before training: from the data alone, at which weight of the KL term a VAE collapses, how
 * many latent units lower the loss at each weight, and what the best linear VAE reaches.
 *
 *     deno task predict
 *     deno task predict --reconstruction mean --kl sum --weight 1
 *
 * The flags describe the loss of a program of yours: its diagnosis says what its weight really is, and
 * whether it will collapse. The figure shows the eigenvalues, the units in use, and the loss.
 * Left out on purpose: any training (deno task train).
 */
import { runCommand } from "../lib/cli/command.ts";
import { predict, predictFlags } from "../lib/cli/predict/predict.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "predict",
    description: "Predict the collapse from the data alone, and what the weight in a loss does.",
    flags: predictFlags,
    examples: [
      ["predict", "MNIST, and the lab's unscaled loss"],
      ["predict --reconstruction mean", "mean squared error + KL: far beyond the collapse"],
      ["predict --likelihood bernoulli --weight 4 --latent-size 20", "a beta-VAE on bits"],
      ["predict --data fashion", "the images in the folder fashion"],
    ],
    run: predict,
  });
  Deno.exit(status);
}
