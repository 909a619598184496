/**
 * Of what order is the transition at which a latent unit collapses: does its KL divergence jump?
 *
 *     deno task transition
 *     deno task transition --train leaky-heads,linear-heads,linear-vae --out out/transition-trained
 *     deno task transition --hysteresis out/hysteresis-0 out/hysteresis-1 --out out/hysteresis-seeds
 *
 * The weight of the KL term is set closely around the one at which linear theory lets a unit collapse, and reached from
 * both sides: from a model that uses the unit, and from one that does not. The linear VAE is followed
 * by gradient flow along its data's principal components, which is exact; the lab's networks are trained.
 * Left out on purpose: Bernoulli pixels, whose critical weight `deno task predict` tells.
 */
import { runCommand } from "../lib/cli/command.ts";
import { transition } from "../lib/cli/transition/transition.ts";
import { TRANSITION_FLAGS, transitionObjection } from "../lib/cli/transition/transition_flags.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "transition",
    description:
      "Follow a latent unit through its collapse from both sides: does its KL divergence jump?",
    flags: TRANSITION_FLAGS,
    examples: [
      ["transition", "the linear VAE by gradient flow: units, sizes of data sets, latent units"],
      ["transition --train leaky-heads --seeds 0-4 --out out/leaky", "the lab's network, trained"],
      [
        "transition --hysteresis out/hysteresis-0 out/hysteresis-1 --out out/seeds",
        "runs of the script hysteresis, compared over their seeds",
      ],
    ],
    objection: transitionObjection,
    interruptible: true,
    run: transition,
  });
  Deno.exit(status);
}
