import type { Evidence } from "../../step.ts";
import { areClose, numberText } from "../../values_part.ts";
import type { Codes, CodesCase } from "./codes_case.ts";
import { noiseFlaw } from "../../noise_flaw.ts";
import { allNoise, noiseOf } from "./noise_of.ts";

/** How far float32 values may be off, as a part of the largest. */
export const TOLERANCE = 1e-4;

/** From how many rows on a correlation tells something. */
const ENOUGH = 100;

/** What is wrong with the codes, of what has to be true of them; `undefined` if all of it is. */
export function codesFlaw(
  cases: readonly CodesCase[],
  codes: readonly Codes[],
): Evidence | undefined {
  const each = (flaw: (at: CodesCase, codes: Codes) => Evidence | undefined) =>
    cases.reduce<Evidence | undefined>((found, at, i) => found ?? flaw(at, codes[i]), undefined);
  return each(repetitionFlaw) ?? noiseFlaw(allNoise(cases, codes)) ?? each(dependence) ??
    each(muGradientFlaw) ?? each(logVarGradientFlaw);
}

/** Whether the codes are other ones where the seed is the same. */
export function repetitionFlaw(_: CodesCase, codes: Codes): Evidence | undefined {
  const { first, repeated, differentiated } = codes;
  for (const z of [repeated, differentiated]) {
    if (areClose(z, first, TOLERANCE)) continue;
    return {
      at: "row 1, unit 1 of z, in two calls with generators of the same seed",
      wanted: "the same number twice",
      found: `${numberText(first[0])} and ${numberText(z[0])}`,
    };
  }
}

/** Whether units share noise, or calls do. */
function dependence(at: CodesCase, { first, again }: Codes): Evidence | undefined {
  const [rows, units] = at.shape;
  if (rows < ENOUGH) return;
  const columns = [first, again].flatMap((z) => {
    const noise = noiseOf(at, z);
    return Array.from({ length: units }, (_, j) => noise.filter((_, i) => i % units === j));
  });
  for (let j = 0; j < columns.length; j++) {
    for (let k = 0; k < j; k++) {
      const product = columns[j].reduce((sum, value, i) => sum + value * columns[k][i], 0) / rows;
      if (Math.abs(product) <= 6 / Math.sqrt(rows)) continue;
      const name = (column: number) =>
        `unit ${column % units + 1} of call ${column < units ? "1" : "2"}`;
      return {
        at: `the correlation of the noise of ${name(k)} with that of ${name(j)}`,
        wanted: "about 0",
        found: numberText(product),
      };
    }
  }
}

/** Whether the gradient by mu is another than that of a shift. */
export function muGradientFlaw({ weights }: CodesCase, { byMu }: Codes): Evidence | undefined {
  return gradientFlaw("mu", byMu, weights);
}

/**
 * Whether the gradient by logVar is another than that of the codes: with z = mu + exp(logVar / 2) eps,
 * dz/dlogVar = (z - mu) / 2, whatever eps is.
 */
export function logVarGradientFlaw(at: CodesCase, codes: Codes): Evidence | undefined {
  const { differentiated, byLogVar } = codes;
  const wanted = differentiated.map((z, i) => at.weights[i] * (z - at.mu[i]) / 2);
  return gradientFlaw("logVar", byLogVar, wanted);
}

function gradientFlaw(
  by: string,
  found: readonly number[],
  wanted: readonly number[],
): Evidence | undefined {
  if (areClose(found, wanted, TOLERANCE)) return;
  const distances = wanted.map((value, i) => Math.abs(found[i] - value));
  const worst = distances.indexOf(Math.max(...distances));
  const i = worst < 0 ? 0 : worst;
  return {
    at: `the gradient of a weighted sum of the codes by ${by}, value ${i + 1} of ${wanted.length}`,
    wanted: numberText(wanted[i]),
    found: numberText(found[i]),
  };
}
