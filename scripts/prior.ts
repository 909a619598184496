/**
 * The prior repaired, with the gain predicted first.
 *
 *     deno task prior
 *     deno task sample --prior fitted --model out/prior/model.safetensors
 *
 * The codes of a trained model are not distributed as N(0, I), which is what samples are drawn from. The KL term
 * taken apart says what a prior equal to the codes' own distribution q(z) gains, in nats; then a Gaussian mixture,
 * a second VAE and a VampPrior are fitted to the codes, and each recovers a part of it. Left out on purpose:
 * training the model anew with a learnt prior. Encoder and decoder stay as they are.
 */
import { runCommand } from "../lib/cli/command.ts";
import { prior, PRIOR_FLAGS } from "../lib/cli/prior/prior.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "prior",
    description:
      "Fit a better prior to a trained model's codes in three ways, and compare the gains with the predicted one.",
    flags: PRIOR_FLAGS,
    examples: [
      ["prior", "the shipped model, or your own annealed one"],
      [
        "prior --components 10 --stage-steps 2000 --vamp-steps 100 --draws 1000 --codes 1000",
        "a first look, with smaller fits; without these flags it takes five minutes of a core",
      ],
      ["prior --components 10,200 --out out/prior-200", "other Gaussian mixtures"],
      ["prior --save vamp", "the VampPrior is saved in place of the mixture"],
    ],
    interruptible: true,
    run: prior,
  });
  Deno.exit(status);
}
