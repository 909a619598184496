import { areClose } from "../../are_close.ts";
import { correlation } from "../../correlation.ts";
import { noiseFlaw } from "../../noise_flaw.ts";
import { normalDistanceFlaw } from "../../normal_distance_flaw.ts";
import { numberText } from "../../number_text.ts";
import type { Evidence } from "../../step.ts";
import type { Codes, CodesCase } from "./codes_case.ts";
import { allRecoveredNoise, recoveredNoise } from "./recovered_noise.ts";

/** How far float32 values may be off, as a part of the largest. */
export const TOLERANCE = 1e-4;

/** How many rows a correlation needs to tell something. */
const ENOUGH = 100;

/** Which property the codes, or their gradients, lack; `undefined` if they have all of them. */
export function codesFlaw(
  cases: readonly CodesCase[],
  codes: readonly Codes[],
): Evidence | undefined {
  const each = (flaw: (at: CodesCase, codes: Codes) => Evidence | undefined) =>
    cases.reduce<Evidence | undefined>((found, at, i) => found ?? flaw(at, codes[i]), undefined);
  return each(repetitionFlaw) ?? noiseFlaw(allRecoveredNoise(cases, codes)) ??
    each(caseNoiseFlaw) ?? each(dependence) ?? each(muGradientFlaw) ?? each(logVarGradientFlaw) ??
    each(drawnFlaw);
}

/** Evidence that calls with generators of the same seed give different codes. */
export function repetitionFlaw(at: CodesCase, codes: Codes): Evidence | undefined {
  const { first, repeated, differentiated } = codes;
  const [, units] = at.shape;
  const scale = Math.max(...first.map(Math.abs).filter(Number.isFinite), 0);
  for (const z of [...repeated, differentiated]) {
    const i = z.findIndex((z, i) =>
      !Object.is(z, first[i]) && !(Math.abs(z - first[i]) <= TOLERANCE * scale)
    );
    if (i < 0) continue;
    return {
      at: `row ${Math.floor(i / units) + 1}, unit ${i % units + 1} of z, in two calls with ` +
        "generators of the same seed",
      wanted: "the same number twice",
      found: `${numberText(first[i])} and ${numberText(z[i])}`,
    };
  }
}

/** Evidence that the noise of one case, which may be of few codes, is not normal. */
function caseNoiseFlaw(at: CodesCase, { first, again }: Codes): Evidence | undefined {
  const noise = [first, again].flatMap((z) => recoveredNoise(at, z));
  return normalDistanceFlaw(noise, `${noise.length} draws of the noise`);
}

/** Evidence that fewer numbers were drawn than there are codes. */
function drawnFlaw({ mu }: CodesCase, { drawn }: Codes): Evidence | undefined {
  if (drawn >= mu.length) return;
  return {
    at: `how many numbers \`random\` was asked for in one call, for ${mu.length} codes`,
    wanted: `${mu.length} or more`,
    found: String(drawn),
  };
}

/** Evidence that units share noise, or that calls do. */
function dependence(at: CodesCase, { first, again }: Codes): Evidence | undefined {
  const [rows, units] = at.shape;
  if (rows < ENOUGH) return;
  const columns = [first, again].flatMap((z) => {
    const noise = recoveredNoise(at, z);
    return Array.from({ length: units }, (_, j) => noise.filter((_, i) => i % units === j));
  });
  for (let j = 0; j < columns.length; j++) {
    for (let k = 0; k < j; k++) {
      const found = correlation(columns[j], columns[k]);
      if (Math.abs(found) <= 6 / Math.sqrt(rows)) continue;
      const name = (column: number) =>
        `unit ${column % units + 1} of call ${column < units ? "1" : "2"}`;
      return {
        at: `the correlation of the noise of ${name(k)} with that of ${name(j)}`,
        wanted: "about 0",
        found: numberText(found),
      };
    }
  }
}

/** Evidence that the gradient with respect to mu is not that of a shift. */
export function muGradientFlaw({ weights }: CodesCase, { byMu }: Codes): Evidence | undefined {
  return gradientFlaw("mu", byMu, weights);
}

/**
 * Evidence that the gradient with respect to logVar is not that of the codes: with z = mu + exp(logVar / 2) eps,
 * dz/dlogVar = (z - mu) / 2, whatever eps is.
 */
export function logVarGradientFlaw(at: CodesCase, codes: Codes): Evidence | undefined {
  const { differentiated, byLogVar } = codes;
  const wanted = differentiated.map((z, i) => at.weights[i] * (z - at.mu[i]) / 2);
  return gradientFlaw("logVar", byLogVar, wanted);
}

function gradientFlaw(
  argument: string,
  found: readonly number[],
  wanted: readonly number[],
): Evidence | undefined {
  if (areClose(found, wanted, TOLERANCE)) return;
  const distances = wanted.map((value, i) => Math.abs(found[i] - value));
  const worst = distances.indexOf(Math.max(...distances));
  const i = worst < 0 ? 0 : worst;
  return {
    at: `the gradient of a weighted sum of the codes with respect to ${argument}, ` +
      `value ${i + 1} of ${wanted.length}`,
    wanted: numberText(wanted[i]),
    found: numberText(found[i]),
  };
}
