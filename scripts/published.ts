/**
 * The protocol of a published number: an MLP VAE on binarised MNIST by the protocol of Burda et al. (2016),
 * measured by the importance-weighted bound as they do.
 *
 *     deno task published
 *     deno task published --resume --epochs 121
 *
 * Their runs take 3,280 epochs. This one trains as far as it is told, its learning rate falls at the
 * epochs at which theirs does, and a longer --epochs with --resume goes on where it stood. It prints
 * the bound while it trained, how the bound depends on the number of codes, and the published number
 * beside it, with what differs.
 * Left out on purpose: two stochastic layers.
 */
import { runCommand } from "../lib/cli/command.ts";
import { published, PUBLISHED_FLAGS } from "../lib/cli/published/published.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "published",
    description:
      "Train an MLP VAE on binarised MNIST by a published protocol, and measure its likelihood beside the " +
      "published number.",
    flags: PUBLISHED_FLAGS,
    examples: [
      ["published", "40 epochs: the first four of eight stages"],
      ["published --resume --epochs 121", "the fifth stage, too"],
      ["published --epochs 4 --samples 500 --out out/published-quick", "a first look"],
    ],
    interruptible: true,
    run: published,
  });
  Deno.exit(status);
}
