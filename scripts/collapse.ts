/**
 * Exercise 2, posterior collapse: two epochs of squared error + KL, without the division by 784.
 *
 *     deno task collapse
 *     deno task collapse --beta 8 --out out/total
 *
 * At first the loss sits on a plateau: every code is noise, and the decoder answers each with the
 * mean of all digits, the gray blob (its squared error is 52.725). The lab calls that a collapse;
 * but then some units become active, so that after two epochs the collapse is partial. With a
 * weight of 8 it is total and stays so. `timeline.png` shows both; `stages.png` shows the images at
 * (a) the lowest KL of the plateau, (b) the end of epoch 1, (c) the end.
 * Left out on purpose: a cure (see scripts/anneal.ts).
 */
import { collapseLines } from "../lib/cli/collapse_lines.ts";
import { runCommand } from "../lib/cli/command.ts";
import { sayResults } from "../lib/cli/say_results.ts";
import { startRun, trainRun } from "../lib/cli/train_run.ts";
import { changedOptions, collapse, LAB_RESULTS, watchCollapse } from "../lib/experiment/mod.ts";
import type { EpochRecord } from "../lib/run/mod.ts";
import { finishRun } from "../mod.ts";

const lab = LAB_RESULTS.collapse;

function remark({ activeUnits, klPerUnit: { length } }: EpochRecord): string {
  if (activeUnits === 0) return "No unit is active.";
  if (activeUnits === length) return "Every unit is active: this is no collapse.";
  return `${activeUnits} of ${length} units are active: the collapse is partial. The lab's text calls it ` +
    `a collapse.`;
}

if (import.meta.main) {
  const status = await runCommand({
    name: "collapse",
    description: "Train the lab's VAE for two epochs with the KL term at its full weight.",
    flags: collapse.options,
    examples: [
      ["collapse", "the lab's run, about half a minute: a partial collapse"],
      ["collapse --beta 8 --out out/total", "a total collapse: nothing but the mean image"],
      ["collapse --seed 3 --out out/collapse-3", "another draw: one to five units become active"],
    ],
    interruptible: true,
    async run(options, terminal, signal) {
      const session = await startRun(collapse, options, terminal, signal);
      const watch = watchCollapse(session);
      await trainRun(session, terminal, signal, { observe: watch.observe });
      const verdict = await finishRun(session, { figures: watch.draw });
      const [last] = session.epochs.slice(-1);
      for (const line of collapseLines(watch.meanImageError, watch.plateau(), last)) {
        terminal.say(line);
      }
      const changed = changedOptions(collapse.options, session.options);
      sayResults(session, verdict, { lab, changed, remark }, terminal);
    },
  });
  Deno.exit(status);
}
