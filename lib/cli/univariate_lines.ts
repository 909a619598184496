import { disagreement, errorsOff } from "../math/three_ways.ts";
import type { UnivariateProof } from "../math/univariate_proof.ts";
import { gaussianText, number, THREE_WAYS, threeWays } from "./proof_text.ts";

/** Exercise 1.1 in lines: each step of the proof, with its numbers for every pair. */
export function univariateLines({ draws, pairs, misprinted }: UnivariateProof): string[] {
  const [{ q, p }] = pairs;
  const column = (name: "q" | "p") => {
    const texts = [name, ...pairs.map((pair) => gaussianText(pair[name]))];
    const width = Math.max(...texts.map(({ length }) => length)) + 2;
    return texts.map((text) => text.padEnd(width));
  };
  const names = column("q").map((text, i) => `  ${text}${column("p")[i]}`);
  const table = (step: "logQ" | "logP" | "kl") => [
    names[0] + THREE_WAYS,
    ...pairs.map((each, i) => names[i + 1] + threeWays(each[step])),
  ];
  const all = pairs.flatMap(({ logQ, logP, kl }) => [logQ, logP, kl]);
  const off = Math.max(...pairs.map(({ kl }) => errorsOff(kl)));
  return [
    "Exercise 1.1: KL(q || p) of two univariate Gaussians, in nats",
    "",
    `  q = N(mu2, sigma2^2)   mu2 = ${q.mean}, sigma2 = ${q.std}   (--mu, --sigma)`,
    `  p = N(mu1, sigma1^2)   mu1 = ${p.mean}, sigma1 = ${p.std}   (--prior-mu, --prior-sigma)`,
    "",
    "Every step by its closed form, by numerical quadrature, and by the mean over",
    `${draws} draws from q, +- its standard error (SE). First your pair, then it swapped.`,
    "",
    "Step 1.  E_q[log q] = -1/2 (1 + log(2 pi sigma2^2))",
    ...table("logQ"),
    "",
    "Step 2.  E_q[log p] = -1/2 log(2 pi sigma1^2) - (sigma2^2 + (mu1 - mu2)^2) / (2 sigma1^2)",
    ...table("logP"),
    "  A misprint in the notebook: it divides by 2 sigma2^2 here. " +
    (q.std === p.std ? "For your pair that is the same." : `Yours would be ${number(misprinted)}.`),
    "",
    "Step 3.  KL(q || p) = E_q[log q] - E_q[log p]",
    "           = log(sigma1 / sigma2) + (sigma2^2 + (mu1 - mu2)^2) / (2 sigma1^2) - 1/2",
    ...table("kl"),
    "",
    `  Closed form and quadrature agree to ${disagreement(all).toExponential(0)}; ` +
    `Monte Carlo's divergences are at most ${off.toFixed(1)} SE off.`,
  ];
}
