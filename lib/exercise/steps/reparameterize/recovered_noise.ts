import type { Codes, CodesCase } from "./codes_case.ts";

/** The noise in a code, if the code was made in this way; `undefined` where the code would not show it. */
export type Recover = (z: number, mu: number, logVar: number) => number | undefined;

const recoverNoise: Recover = (z, mu, logVar) => (z - mu) / Math.exp(logVar / 2);

/**
 * The noise of one call, row by row.
 *
 * @param recover undoes shift and scale; those of a right function, if nothing is said
 */
export function recoveredNoise(
  { mu, logVar }: CodesCase,
  z: readonly number[],
  recover = recoverNoise,
): number[] {
  return z.flatMap((z, i) => recover(z, mu[i], logVar[i]) ?? []);
}

/** The noise of all calls that have to differ. */
export function allRecoveredNoise(
  cases: readonly CodesCase[],
  codes: readonly Codes[],
  recover?: Recover,
): number[] {
  return cases.flatMap((at, i) =>
    [codes[i].first, codes[i].again].flatMap((z) => recoveredNoise(at, z, recover))
  );
}
