/**
 * Exercise 2, KL annealing: 15 epochs, the weight of the KL term rising to 1 over the first five.
 *
 *     deno task anneal
 *
 * A KL term that is strong from the start dominates before the decoder has learned to use the codes.
 * Raised slowly (Bowman et al. 2016, arXiv 1511.06349), it leaves some units alive. The notebook's own
 * schedule has no warm-up: its first epoch has weight 0.2.
 * Left out on purpose, as in the lab: a validation split.
 */
import { runCommand } from "../lib/cli/command.ts";
import { conclude } from "../lib/cli/conclude.ts";
import { completeWith, wholeNumber } from "../lib/cli/flags.ts";
import { trainingFlags } from "../lib/cli/lab_flags.ts";
import { LAB_RESULTS } from "../lib/experiment/lab_results.ts";
import { scheduleLine } from "../lib/cli/schedule_line.ts";
import { ANNEALING, WARM_UP } from "../lib/cli/train_flags.ts";
import { Training } from "../lib/cli/training.ts";
import { annealedObjective } from "../mod.ts";

const lab = LAB_RESULTS.anneal;
const flags = {
  ...trainingFlags("anneal", lab.epochs, "batch-size"),
  warmUp: wholeNumber(WARM_UP, 0, 0),
  annealing: wholeNumber(ANNEALING, 5, 0),
};

if (import.meta.main) {
  const status = await runCommand({
    name: "anneal",
    description: "Train the lab's VAE for 15 epochs with KL annealing.",
    flags,
    examples: [
      ["anneal", "the lab's run, two to four minutes"],
      ["anneal --seed 1 --out out/anneal-1", "another draw of weights, batches and noise"],
      [
        "anneal --warm-up 5 --annealing 10 --epochs 20 --out out/warm-up",
        "the notebook's other schedule",
      ],
      ["anneal --beta 4 --out out/beta-4", "a beta-VAE: the weight rises to 4"],
    ],
    interruptible: true,
    async run(options, terminal, signal) {
      const run = await Training.start(
        {
          task: "anneal",
          options,
          complete: completeWith(flags),
          divisor: "batch-size",
          objective: (divisor) => annealedObjective(options, options.beta, divisor),
          weightShown: true,
        },
        terminal,
        signal,
      );
      terminal.note(scheduleLine(options));
      for await (const _ of run.events(signal));
      await conclude(run, {
        title: "KL annealing: squared error + w KL",
        lab,
        flags,
        remark: ({ activeUnits, klPerUnit: { length } }) =>
          activeUnits === length
            ? "Every unit is active: there is no collapse."
            : `The lab's text says that nothing collapses. But ${
              length - activeUnits
            } of ${length} ` +
              `units carry no information.`,
      }, terminal);
    },
  });
  Deno.exit(status);
}
