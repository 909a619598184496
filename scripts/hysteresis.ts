/**
 * Does it come back? The weight of the KL term rises through the collapse and falls again in one run.
 *
 *     deno task hysteresis
 *     deno task hysteresis --head linear --out out/hysteresis-linear-heads
 *
 * If annealing only delayed the collapse, a unit that has lived through small weights would die where a
 * unit that starts at a large one never wakes. If both ways agree, where training came from does not
 * matter. Each epoch has a weight of its own, in equal ratios; the figure lays both ways over the best
 * linear VAE at each weight.
 * Left out on purpose: a rest at each weight. More --epochs make a slower ramp.
 */
import { runCommand } from "../lib/cli/command.ts";
import {
  hysteresis,
  hysteresisFlags,
  hysteresisObjection,
} from "../lib/cli/hysteresis/hysteresis.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "hysteresis",
    description: "Raise the weight of the KL term through the collapse and lower it again.",
    flags: hysteresisFlags,
    examples: [
      ["hysteresis", "30 epochs, the weight from 0.5 to 12 and back"],
      ["hysteresis --epochs 60 --out out/hysteresis-60", "a ramp half as fast"],
      ["hysteresis --architecture linear --out out/hysteresis-linear", "the linear VAE of theory"],
      [
        "hysteresis --likelihood bernoulli --lowest 2 --beta 40 --out out/hysteresis-bernoulli",
        "cross-entropy, whose collapse is due at 32",
      ],
    ],
    objection: hysteresisObjection,
    interruptible: true,
    run: hysteresis,
  });
  Deno.exit(status);
}
