/**
 * The known cures of posterior collapse, side by side: same seeds, same batches, same compute.
 *
 *     deno task cures
 *     deno task cures --methods constant,linear-heads --seeds 0-4 --epochs 5 --out out/heads
 *     deno task cures --scan infovae --out out/cures-scans
 *
 * Each run is a `deno task train` in a folder of its own. Finished runs are not trained again, so
 * the same command resumes after Ctrl-C. The table's last lines say what its numbers recommend.
 * `--scan NAME` compares the settings of one method instead, with seeds of its own, so that a
 * setting that did well by chance is not rewarded for it a second time.
 */
import { runCommand } from "../lib/cli/command.ts";
import { cures, CURES_FLAGS, curesObjection } from "../lib/cli/cures/cures.ts";
import { METHOD_NAMES } from "../lib/experiment/mod.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "cures",
    description:
      "Train the lab's VAE with each known cure of posterior collapse, over seeds, and " +
      `compare: ${METHOD_NAMES.join(", ")}.`,
    flags: CURES_FLAGS,
    examples: [
      ["cures", "all usual methods, three seeds, 15 epochs each"],
      ["cures --scan infovae --out out/cures-scans", "each setting of InfoVAE's grid"],
      ["cures --seeds 0 --epochs 3 --out out/cures-quick", "a first look"],
      ["cures --methods constant,sigma-vae --seeds 0-9 --out out/sigma", "two of them, ten seeds"],
    ],
    objection: curesObjection,
    interruptible: true,
    run: cures,
  });
  Deno.exit(status);
}
