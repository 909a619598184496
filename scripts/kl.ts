/**
 * Exercise 1: both closed forms of the KL divergence, each step of both proofs with numbers.
 *
 *     deno task kl
 *     deno task kl --mu 2 --sigma 0.1 --prior-sigma 3
 *
 * `--mu` and `--sigma` are the lab's mu2 and sigma2, of q; `--prior-mu` and `--prior-sigma` its mu1 and
 * sigma1, of p. `kl.png` shows the two densities, the integrand whose area is KL(q || p), and the
 * divergence as a surface over (mu, log sigma).
 * Left out on purpose: covariances that are not diagonal.
 */
import { runCommand } from "../lib/cli/command.ts";
import { diagonalLines } from "../lib/cli/diagonal_lines.ts";
import { openOutput } from "../lib/cli/open_output.ts";
import { univariateLines } from "../lib/cli/univariate_lines.ts";
import { writePicture } from "../lib/experiment/mod.ts";
import { klFigure } from "../lib/figure/mod.ts";
import { diagonalProof, univariateProof } from "../lib/math/mod.ts";
import { force, out, realNumber, seed, wholeNumber } from "../lib/run/mod.ts";
import { TorchRandom } from "../mod.ts";

/** Wider than any posterior, and narrow enough that float64 resolves sigma beside mu. */
const MEAN = { min: -1000, max: 1000 }, STD = { min: 0.001, max: 1000 };

if (import.meta.main) {
  const status = await runCommand({
    name: "kl",
    description:
      "Show both closed forms of the KL divergence, each step of their proofs in numbers.",
    flags: {
      mu: realNumber("the mean of q, mu2 in the lab", 1, MEAN),
      sigma: realNumber("the standard deviation of q, sigma2 in the lab", 0.5, STD),
      priorMu: realNumber("the mean of p, mu1 in the lab", 0, MEAN),
      priorSigma: realNumber("the standard deviation of p, sigma1 in the lab", 1, STD),
      draws: wholeNumber(
        "the number of random draws in each Monte Carlo estimate",
        100_000,
        2,
        1_000_000,
      ),
      seed,
      out: out("kl"),
      force,
    },
    examples: [
      ["kl", "q = N(1, 0.5^2) against p = N(0, 1)"],
      ["kl --mu 2 --sigma 0.1 --prior-sigma 3", "q = N(2, 0.1^2) against p = N(0, 3^2)"],
      ["kl --draws 1000000", "a third of the Monte Carlo error"],
    ],
    async run({ mu, sigma, priorMu, priorSigma, draws, seed, out, force }, terminal) {
      using folder = await openOutput({ task: "kl", out, force }, ["kl.png"]);
      const random = new TorchRandom(seed);
      const q = { mean: mu, std: sigma };
      const p = { mean: priorMu, std: priorSigma };
      for (const line of univariateLines(univariateProof({ q, p }, draws, random))) {
        terminal.say(line);
      }
      terminal.say();
      for (const line of diagonalLines(diagonalProof(q, draws, random))) terminal.say(line);
      await writePicture(folder, "kl.png", await klFigure(q, p));
      terminal.say(`\nThe figure: ${out}/kl.png`);
    },
  });
  Deno.exit(status);
}
