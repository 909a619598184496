/**
 * Many runs for one picture: seeds x betas x latent sizes x schedules x heads.
 *
 *     deno task sweep --preset phase
 *     deno task sweep --beta 0.5,1,2,4 --head leaky,linear --seed 0-2 --out out/mine
 *     deno task sweep --list | parallel --jobs 4
 *     deno task sweep --slurm > sweep.sh; sbatch sweep.sh
 *     deno task sweep --collect out/sweep
 *
 * Each run is a `deno task train` in a process and a folder of its own. Finished runs are not
 * trained again, so Ctrl-C, or a crash, costs no more than the runs that were being trained. At the
 * end, or with `--collect`, all runs become one table (runs.csv, runs.json) and three figures: the
 * phase diagram, rate against distortion, and the lab's printed numbers among the runs over seeds.
 * docs/sweep.md says how to spread it over machines.
 */
import { runCommand } from "../lib/cli/command.ts";
import { sweep } from "../lib/cli/sweep/sweep.ts";
import { SWEEP_FLAGS } from "../lib/cli/sweep/sweep_flags.ts";
import { sweepObjection } from "../lib/cli/sweep/sweep_objection.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "sweep",
    description:
      "Train a grid of runs: every combination of the given seeds, betas, latent sizes, schedules, " +
      "heads and more. A flag that the help shows with ,... takes a list of values.",
    flags: SWEEP_FLAGS,
    examples: [
      ["sweep --preset lab", "the lab's three runs with ten seeds each: 190 epochs"],
      ["sweep --preset phase", "constant weights from 0.1 to 12: 360 epochs"],
      ["sweep --beta 0.5,1,2 --seed 0-4 --epochs 6 --out out/mine", "15 runs of your own"],
      ["sweep --list > sweep.txt", "the same runs as commands, for parallel or xargs"],
      ["sweep --slurm > sweep.sh", "the same runs as a job array, for sbatch"],
      ["sweep --collect out/sweep other/sweep", "the table and the figures of what lies there"],
    ],
    objection: sweepObjection,
    interruptible: true,
    run: sweep,
  });
  Deno.exit(status);
}
