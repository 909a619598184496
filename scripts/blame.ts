/**
 * Encoder or decoder: who is to blame for a collapse?
 *
 *     deno task blame
 *     deno task blame out/collapse out/anneal
 *     deno task blame --stages --seeds 0-4
 *
 * The posterior of each image is refined by gradient from where the encoder puts it, with the decoder held
 * fixed. What the loss gains is the encoder's fault; what is left to the best known loss is the decoder's.
 * Each latent unit is refined alone, too: does it wake, or is the likelihood flat in it?
 * `--stages` trains the collapse by itself, and asks at the start, on the plateau and at the end.
 * Left out on purpose: training one half further while the other is held fixed, which would tell how a
 * state came about; this tells what is wrong with it.
 */
import { runCommand } from "../lib/cli/command.ts";
import { blame, BLAME_FLAGS, blameObjection } from "../lib/cli/blame/blame.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "blame",
    description:
      "Say whether the encoder or the decoder is to blame for what a model's loss lacks, and for each latent unit " +
      "that sleeps.",
    flags: BLAME_FLAGS,
    examples: [
      ["blame", "the annealed model"],
      ["blame --refined 16", "a first look, at a quarter of the images"],
      ["blame out/collapse out/anneal", "two runs; the better one shows what is possible"],
      ["blame --model mine.safetensors --reference out/anneal", "a model file beside a run"],
      ["blame --stages --seeds 0-4", "the collapse at its stages, five seeds, both heads"],
    ],
    objection: blameObjection,
    interruptible: true,
    run: blame,
  });
  Deno.exit(status);
}
