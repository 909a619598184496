import { klPoints } from "../../figure/kl_densities.ts";
import { klSpecification } from "../../figure/kl_specification.ts";
import { diagonalProof } from "../../math/diagonal_proof.ts";
import type { Seed } from "../../math/seed.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { univariateProof } from "../../math/univariate_proof.ts";
import type { LabReport } from "../../report/lab_report.ts";
import { chartFigure } from "../../report/report_figure.ts";

/** The pair of Gaussians, and the random draws of an estimate, that `deno task kl` shows by default. */
const PAIR = { q: { mean: 1, std: 0.5 }, p: { mean: 0, std: 1 } }, DRAWS = 100_000;

/** Exercise 1, with the draws of `deno task kl`. */
export async function klPart(seed: Seed): Promise<LabReport["kl"]> {
  const random = new TorchRandom(seed);
  const univariate = univariateProof(PAIR, DRAWS, random);
  const [{ kl }] = univariate.pairs;
  return {
    univariate,
    diagonal: diagonalProof(PAIR.q, DRAWS, random),
    figure: await chartFigure(klSpecification(PAIR.q, PAIR.p, { stacked: true }), {
      id: "kl",
      caption:
        "The densities of $q$ and $p$; under them the integrand, whose area above 0 less that below is the " +
        "divergence; at the bottom the divergence over $\\mu$ and $\\log \\sigma$, with this pair marked",
      alt:
        `Two Gaussian densities, the integrand of their divergence, and a map of the divergence with ` +
        `contours. KL(q ‖ p) is ${kl.closed.toFixed(3)} nats.`,
      tables: [{
        name: "densities",
        rows: klPoints(PAIR.q, PAIR.p).map(({ x, q, p, kl }) => ({ x, q, p, integrand: kl })),
      }],
    }),
  };
}
