import type { Gaussian } from "../math/gaussian.ts";
import { errorsOff, type ThreeWays } from "../math/three_ways.ts";
import { estimateText, proofNumber as number } from "../report/proof_number.ts";

export { number };

/** The heads over {@linkcode threeWays}. */
export const THREE_WAYS = "closed form".padStart(18) + "quadrature".padStart(18) +
  "Monte Carlo".padStart(23) + "off by".padStart(10);

/** A quantity's three values, and how many standard errors the draws are off, in one line. */
export function threeWays({ closed, quadrature, monteCarlo }: ThreeWays): string {
  return number(closed).padStart(18) + number(quadrature).padStart(18) +
    estimateText(monteCarlo, "+-").padStart(23) +
    `${errorsOff({ closed, monteCarlo }).toFixed(1)} SE`.padStart(10);
}

/** N(1, 0.5^2): a Gaussian as the lab writes it. */
export function gaussianText({ mean, std }: Gaussian): string {
  const short = (value: number) => String(Number(value.toPrecision(4)));
  return `N(${short(mean)}, ${short(std)}^2)`;
}
