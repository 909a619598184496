/**
 * Exercise 2, the naive loss: two epochs of squared error + KL / 784.
 *
 *     deno task naive
 *
 * Dividing the KL term by the number of pixels makes it so weak that the model is nearly a plain
 * autoencoder: it reconstructs well, but its codes lie far from the prior.
 * Left out on purpose, as in the lab: a validation split.
 */
import { runCommand } from "../lib/cli/command.ts";
import { conclude } from "../lib/cli/conclude.ts";
import { completeWith } from "../lib/cli/flags.ts";
import { trainingFlags } from "../lib/cli/lab_flags.ts";
import { LAB_RESULTS } from "../lib/experiment/lab_results.ts";
import { Training } from "../lib/cli/training.ts";
import { constantObjective } from "../mod.ts";

const PIXELS = 784;
const lab = LAB_RESULTS.naive;
const flags = trainingFlags("naive", lab.epochs, "batch-size");

const sum = (kls: readonly number[]) => kls.reduce((total, kl) => total + kl, 0).toFixed(0);

if (import.meta.main) {
  const status = await runCommand({
    name: "naive",
    description: "Train the lab's VAE for two epochs with the KL term divided by 784.",
    flags,
    examples: [
      ["naive", "the lab's run, about half a minute"],
      ["naive --images 5000 --epochs 1 --out out/quick", "a quick look"],
      [
        "naive --beta 784 --out out/full-kl",
        "the KL term at its full weight, as in the script collapse",
      ],
    ],
    interruptible: true,
    async run(options, terminal, signal) {
      const run = await Training.start(
        {
          task: "naive",
          options,
          complete: completeWith(flags),
          divisor: "batch-size",
          objective: (divisor) => constantObjective(options.beta / PIXELS, divisor),
          klShown: "weighted",
        },
        terminal,
        signal,
      );
      for await (const _ of run.events(signal));
      await conclude(run, {
        title: `Naive: squared error + ${options.beta === 1 ? "" : `${options.beta} `}KL / 784`,
        lab,
        flags,
        remark: ({ klPerUnit }) =>
          `It reconstructs well, but its codes are ${
            sum(klPerUnit)
          } nats from the prior: what is ` +
          `drawn there\nis nothing that the decoder was trained on.`,
      }, terminal);
    },
  });
  Deno.exit(status);
}
