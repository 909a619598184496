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
import { sayResults } from "../lib/cli/say_results.ts";
import { startRun, trainRun } from "../lib/cli/train_run.ts";
import { changedOptions, LAB_RESULTS, naive } from "../lib/experiment/mod.ts";
import type { EpochRecord } from "../lib/run/mod.ts";
import { finishRun } from "../mod.ts";

const lab = LAB_RESULTS.naive, klShown = "weighted";

function remark({ klPerUnit }: EpochRecord): string {
  const nats = klPerUnit.reduce((total, kl) => total + kl, 0).toFixed(0);
  return `It reconstructs well, but its codes are ${nats} nats from the prior: what is drawn there\n` +
    `is nothing that the decoder was trained on.`;
}

if (import.meta.main) {
  const status = await runCommand({
    name: "naive",
    description: "Train the lab's VAE for two epochs with the KL term divided by 784.",
    flags: naive.options,
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
      const session = await startRun(naive, options, terminal, signal);
      await trainRun(session, terminal, signal, { klShown });
      const changed = changedOptions(naive.options, session.options);
      const printedLosses = changed.length === 0 ? lab.printedLosses : [];
      const verdict = await finishRun(session, { printedLosses });
      sayResults(session, verdict, { lab, changed, klShown, remark }, terminal);
    },
  });
  Deno.exit(status);
}
