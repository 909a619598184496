/**
 * Exercise 2, KL annealing: 15 epochs, the weight of the KL term rising to 1 over the first five.
 *
 *     deno task anneal
 *
 * A KL term that is strong from the start dominates before the decoder has learned to use the
 * codes. Raised slowly (Bowman et al. 2016, arXiv 1511.06349), it lets some units stay active. The
 * notebook's own schedule has no warm-up: its first epoch has weight 0.2.
 * Left out on purpose, as in the lab: a validation split.
 */
import { runCommand } from "../lib/cli/command.ts";
import { sayResults } from "../lib/cli/say_results.ts";
import { scheduleLine } from "../lib/cli/schedule_line.ts";
import { startRun, trainRun } from "../lib/cli/train_run.ts";
import { anneal, changedOptions, LAB_RESULTS } from "../lib/experiment/mod.ts";
import type { EpochRecord } from "../lib/run/mod.ts";
import { finishRun } from "../mod.ts";

const lab = LAB_RESULTS.anneal;

function remark({ activeUnits, klPerUnit: { length } }: EpochRecord): string {
  if (activeUnits === length) return "Every unit is active: there is no collapse.";
  return `The lab's text says that nothing collapses. But ${length - activeUnits} of ${length} ` +
    `units carry no information.`;
}

if (import.meta.main) {
  const status = await runCommand({
    name: "anneal",
    description: "Train the lab's VAE for 15 epochs with KL annealing.",
    flags: anneal.options,
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
      const session = await startRun(anneal, options, terminal, signal);
      terminal.note(scheduleLine(options));
      await trainRun(session, terminal, signal, { weightShown: true });
      const changed = changedOptions(anneal.options, session.options);
      const printedLosses = changed.length === 0 ? lab.printedLosses : [];
      const verdict = await finishRun(session, { printedLosses });
      sayResults(session, verdict, { lab, changed, remark }, terminal);
    },
  });
  Deno.exit(status);
}
