/**
 * Exercise 2, the naive loss: two epochs of squared error + KL / 784.
 *
 *     deno task naive
 *
 * Dividing the KL term by the number of pixels makes it so weak that the model is nearly a plain
 * autoencoder: it reconstructs well and uses every unit, but its codes lie far from the prior.
 * Left out on purpose, as in the lab: a validation split.
 */
import { runCommand } from "../lib/cli/command.ts";
import { conclude } from "../lib/cli/conclude.ts";
import { trainingFlags } from "../lib/cli/flags.ts";
import { LAB_RESULTS } from "../lib/cli/lab_results.ts";
import { Training } from "../lib/cli/training.ts";
import { constantObjective } from "../mod.ts";

const PIXELS = 784;
const lab = LAB_RESULTS.naive;
const flags = trainingFlags("naive", lab.epochs);

if (import.meta.main) {
  const status = await runCommand({
    name: "naive",
    description: "Train the lab's VAE for two epochs with the KL term divided by 784.",
    flags,
    examples: [
      ["naive", "the lab's run, about half a minute"],
      ["naive --images 5000 --epochs 1", "a quick look"],
      ["naive --beta 784", "the KL term at its full weight, as in deno task collapse"],
    ],
    async run(options, terminal, signal) {
      const run = await Training.start({
        task: "naive",
        options,
        objective: constantObjective(options.beta / PIXELS),
        klShown: "weighted",
      }, terminal);
      for await (const _ of run.events(signal));
      await conclude(run, {
        title: "Naive: squared error + KL / 784",
        lab,
        flags,
        remark: ({ kl }) =>
          `It reconstructs well, but its codes are ${kl.toFixed(0)} nats from the prior: what is ` +
          `drawn there\nis nothing that the decoder was trained on.`,
      }, terminal);
    },
  });
  Deno.exit(status);
}
