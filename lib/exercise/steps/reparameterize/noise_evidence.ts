import { areClose } from "../../are_close.ts";
import { numberText } from "../../number_text.ts";
import type { Evidence } from "../../step.ts";
import type { Codes, CodesCase } from "./codes_case.ts";
import { TOLERANCE } from "./codes_flaw.ts";
import { allRecoveredNoise, recoveredNoise } from "./recovered_noise.ts";

/** Evidence that the noise is this number, everywhere and always. */
export function constantNoise(
  cases: readonly CodesCase[],
  codes: readonly Codes[],
  value: number,
): Evidence | undefined {
  if (!allRecoveredNoise(cases, codes).every((noise) => Math.abs(noise - value) < 1e-4)) return;
  const { first: [first], again: [again] } = codes[0];
  return {
    at: "row 1, unit 1 of z, in two calls",
    wanted: "two different numbers",
    found: `${numberText(first)} and ${numberText(again)}`,
  };
}

/** Evidence that the noise is shared by rows, by units, or by all codes of a call, and by no more than that. */
export function sharedNoise(
  cases: readonly CodesCase[],
  codes: readonly Codes[],
  by: "rows" | "units" | "all",
): Evidence | undefined {
  for (const [i, at] of cases.entries()) {
    const noise = recoveredNoise(at, codes[i].first);
    const units = at.shape[1];
    const overRows = noise.every((value, k) => areEqual(value, noise[k % units]));
    const overUnits = noise.every((value, k) => areEqual(value, noise[k - k % units]));
    if (overRows !== (by !== "units") || overUnits !== (by !== "rows")) return;
  }
  const [at] = cases;
  const noise = recoveredNoise(at, codes[0].first);
  // Noise that is not drawn at all is another mistake.
  if (noise.every((value) => areEqual(value, 0) || areEqual(value, 1))) return;
  const other = by === "units" ? 1 : at.shape[1];
  return {
    at: by === "units"
      ? "the noise of units 1 and 2 of row 1"
      : "the noise of unit 1 in rows 1 and 2",
    wanted: "two different numbers",
    found: `${numberText(noise[0])} and ${numberText(noise[other])}`,
  };
}

/** Evidence that the second call gave the codes of the first. */
export function sameInBothCalls(codes: readonly Codes[]): Evidence | undefined {
  if (!codes.every(({ first, again }) => areClose(again, first, TOLERANCE))) return;
  const { first: [first], again: [again] } = codes[0];
  return {
    at: "row 1, unit 1 of z, in two calls with the same generator",
    wanted: "two different numbers",
    found: `${numberText(first)} and ${numberText(again)}`,
  };
}

/** Whether noise is equal, as far as float32 codes show it. */
function areEqual(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-4;
}
