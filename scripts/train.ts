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
import { sayResults } from "../lib/cli/say_results.ts";
import { scheduleLine } from "../lib/cli/schedule_line.ts";
import { startRun, trainRun } from "../lib/cli/train_run.ts";
import { objection, readEigenvalues, TRAIN_OPTIONS, trainTask } from "../lib/experiment/mod.ts";
import { finishRun } from "../mod.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "train",
    description:
      "Train any of the lab's models with any of its objectives. The defaults are those of " +
      "the script anneal: the weight of the KL term rises to 1 over five of 15 epochs.",
    flags: TRAIN_OPTIONS,
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
    async run(options, terminal, signal) {
      const session = await startRun(trainTask, options, terminal, signal);
      const { warmUp, annealing } = session.options; // with --schedule linear alone
      if (warmUp !== undefined && annealing !== undefined) {
        terminal.note(scheduleLine({ ...session.options, warmUp, annealing }));
      }
      await trainRun(session, terminal, signal, { weightShown: true });
      const eigenvalues = await readEigenvalues(options.eigenvalues, session.data);
      sayResults(session, await finishRun(session, { eigenvalues }), {}, terminal);
    },
  });
  Deno.exit(status);
}
