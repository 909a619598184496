/**
 * The whole lab in order, into one file: the proofs, the prediction, the three runs, samples, a line
 * between two images, and the report that shows them.
 *
 *     deno task lab
 *     deno task lab --quick
 *
 * Each run is trained into a folder of its own below `--out`, as by its own task; one that is finished
 * there is taken as it is. `lab.html` needs no other file and no network, and can be printed.
 * Left out on purpose: sweeps, cures and hysteresis, which have tasks of their own.
 */
import { runCommand } from "../lib/cli/command.ts";
import { lab } from "../lib/cli/lab/lab.ts";
import { LAB_FLAGS } from "../lib/cli/lab/lab_flags.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "lab",
    description: "Run the whole lab in order, and write its report as one HTML file.",
    flags: LAB_FLAGS,
    examples: [
      ["lab", "the lab, four to six minutes; the report is out/lab/lab.html"],
      ["lab --quick --out out/quick", "a look at the report, in a minute"],
      ["lab --resume", "goes on where Ctrl-C stopped it"],
      ['lab --author "Ada Lovelace"', "the report with a name under its title"],
    ],
    interruptible: true,
    run: lab,
  });
  Deno.exit(status);
}
