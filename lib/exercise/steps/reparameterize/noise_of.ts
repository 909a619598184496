import type { Codes, CodesCase } from "./codes_case.ts";

/** The noise in a code, if that is how it was made; `undefined` where the code would not show it. */
export type Recover = (z: number, mu: number, logVar: number) => number | undefined;

/** The right way to undo shift and scale. */
const recoverNoise: Recover = (z, mu, logVar) => (z - mu) / Math.exp(logVar / 2);

/** The noise of one call, row by row. */
export function noiseOf(
  { mu, logVar }: CodesCase,
  z: readonly number[],
  recover: Recover = recoverNoise,
): number[] {
  return z.flatMap((z, i) => recover(z, mu[i], logVar[i]) ?? []);
}

/** The noise of all calls that have to differ. */
export function allNoise(
  cases: readonly CodesCase[],
  codes: readonly Codes[],
  recover?: Recover,
): number[] {
  return cases.flatMap((at, i) =>
    [codes[i].first, codes[i].again].flatMap((z) => noiseOf(at, z, recover))
  );
}
