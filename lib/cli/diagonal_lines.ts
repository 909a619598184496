import type { DiagonalProof, Factorised } from "../math/diagonal_proof.ts";
import { number, THREE_WAYS, threeWays } from "./proof_text.ts";

/** Exercise 1.2 in lines: a diagonal Gaussian factorises, so its divergence from N(0, I) is a sum. */
export function diagonalLines({ logQ, logP, misprinted, units, kl }: DiagonalProof): string[] {
  const row = (name: string, { joint, sum }: Factorised) =>
    `  ${name.padEnd(24)}${number(joint).padStart(18)}${number(sum).padStart(18)}`;
  return [
    "Exercise 1.2: KL(q || p) of a diagonal Gaussian against the standard normal, in nats",
    "",
    `  q = N(mu, diag(sigma^2)) in d = ${units.length} dimensions, the first your q;   p = N(0, I)`,
    "",
    "Step 1.  Both densities factorise: the determinant of a diagonal matrix is the product of its",
    "diagonal, its inverse the reciprocals. At a point x drawn from q:",
    `  ${"".padEnd(24)}${"joint density".padStart(18)}${"sum over units".padStart(18)}`,
    row("log q(x)", logQ),
    row("log p(x)", logP),
    "  (The joint densities know nothing of this: full covariance, Cholesky factor.)",
    "  Two misprints in the notebook: N(z_i | mu_i^2, sigma_i^2) for N(z_i | mu_i, sigma_i^2), with",
    `  which log q(x) would be ${number(misprinted)}; and "the expression for p" where q is meant.`,
    "",
    "Step 2.  So KL(q || p) = sum_i KL(N(mu_i, sigma_i^2) || N(0, 1)), Exercise 1.1 with mu1 = 0,",
    "sigma1 = 1",
    `  ${"unit".padEnd(8)}${"mu_i".padStart(8)}${"sigma_i".padStart(8)}${
      "closed form".padStart(18)
    }${"quadrature".padStart(18)}`,
    ...units.map(({ q: { mean, std }, closed, quadrature }, j) =>
      `  ${String(j + 1).padEnd(8)}${short(mean)}${short(std)}${number(closed).padStart(18)}${
        number(quadrature).padStart(18)
      }`
    ),
    `  ${"sum".padEnd(24)}${
      number(units.reduce((total, { closed }) => total + closed, 0)).padStart(18)
    }` +
    number(kl.quadrature).padStart(18),
    "",
    "Step 3.  KL(q || p) = -1/2 sum_i (1 + log sigma_i^2 - sigma_i^2 - mu_i^2)",
    `  ${"".padEnd(6)}${THREE_WAYS}`,
    `  ${"".padEnd(6)}${threeWays(kl)}`,
  ];
}

function short(value: number): string {
  return String(Number(value.toPrecision(4))).padStart(8);
}
