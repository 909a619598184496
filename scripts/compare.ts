/**
 * Runs side by side: in what they differ, what they reached, and how they got there.
 *
 *     deno task compare out/collapse out/anneal
 *     deno task compare out/cures/constant_seed-0 out/cures/sigma-vae_seed-0 --out out/two
 *
 * Reads the folders that training leaves, of any task, also of a run that has not finished; trains
 * nothing.
 */
import { runCommand } from "../lib/cli/command.ts";
import { compare, COMPARE_FLAGS, compareObjection } from "../lib/cli/compare/compare.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "compare",
    description: "Lay training runs side by side, in a table and a figure.",
    flags: COMPARE_FLAGS,
    examples: [
      ["compare out/collapse out/anneal", "the lab's two runs with the full KL term"],
      ["compare out/train out/beta-4 out/linear-heads --out out/three", "three of your own"],
    ],
    objection: compareObjection,
    run: (options, terminal) => compare(options, terminal),
  });
  Deno.exit(status);
}
