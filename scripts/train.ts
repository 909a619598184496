/**
 * Any model, any objective: what the exercises leave fixed is a flag here.
 *
 *     deno task train --schedule constant --beta 4 --seed 1
 *     deno task train --head linear --free-bits 0.5
 *     deno task train --decoder sigma
 *
 * Without a flag it repeats deno task anneal. The exercises' own scripts stay as simple as the
 * exercises; this one is what sweeps and comparisons start.
 */
import { runCommand } from "../lib/cli/command.ts";
import { conclude } from "../lib/cli/conclude.ts";
import {
  completeTrain,
  objection,
  scheduleOf,
  settle,
  TRAIN_FLAGS,
  trainTitle,
} from "../lib/cli/train_flags.ts";
import { scheduleLine } from "../lib/cli/schedule_line.ts";
import { Training } from "../lib/cli/training.ts";
import { scheduledObjective } from "../mod.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "train",
    description:
      "Train any of the lab's models with any of its objectives. The defaults are those of " +
      "the script anneal: the weight of the KL term rises to 1 over five of 15 epochs.",
    flags: TRAIN_FLAGS,
    examples: [
      ["train --schedule constant --beta 4 --out out/beta-4", "a beta-VAE from the first batch on"],
      ["train --head linear --out out/linear-heads", "usual heads, without the lab's LeakyReLU"],
      ["train --schedule cyclical --cycles 4 --out out/cyclical", "the weight rises four times"],
      ["train --schedule constant --free-bits 0.5 --out out/free-bits", "half a nat free per unit"],
      [
        "train --schedule constant --decoder sigma --out out/sigma",
        "a decoder variance that follows the error of each batch",
      ],
      ["train --likelihood bernoulli --out out/bernoulli", "cross-entropy for squared error"],
      [
        "train --architecture linear --schedule constant --beta 6 --out out/linear",
        "a linear VAE, whose optimum is known (the script predict)",
      ],
    ],
    objection,
    interruptible: true,
    async run(typed, terminal, signal) {
      const options = settle(typed);
      const run = await Training.start(
        {
          task: "train",
          options,
          complete: completeTrain,
          divisor: "rows",
          model: options,
          objective: (divisor) =>
            scheduledObjective({ ...options, divisor, schedule: scheduleOf(options) }),
          weightShown: true,
          lengthMatters: options.schedule === "cyclical",
        },
        terminal,
        signal,
      );
      const { warmUp, annealing } = options; // with --schedule linear alone
      if (warmUp !== undefined && annealing !== undefined) {
        terminal.note(scheduleLine({ ...options, warmUp, annealing }));
      }
      for await (const _ of run.events(signal));
      await conclude(run, { title: trainTitle(options), flags: TRAIN_FLAGS }, terminal);
    },
  });
  Deno.exit(status);
}
