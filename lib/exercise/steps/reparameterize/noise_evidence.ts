import type { Evidence } from "../../step.ts";
import { areClose, numberText } from "../../values_part.ts";
import type { Codes, CodesCase } from "./codes_case.ts";
import { TOLERANCE } from "./codes_flaw.ts";
import { DISTANCE, distanceTo } from "../../noise_flaw.ts";
import { allNoise, noiseOf } from "./noise_of.ts";

/** Whether the noise is this number, everywhere and always. */
export function constantNoise(
  cases: readonly CodesCase[],
  codes: readonly Codes[],
  value: number,
): Evidence | undefined {
  if (!allNoise(cases, codes).every((noise) => Math.abs(noise - value) < 1e-4)) return;
  const { first: [first], again: [again] } = codes[0];
  return {
    at: "row 1, unit 1 of z, in two calls",
    wanted: "two different numbers",
    found: `${numberText(first)} and ${numberText(again)}`,
  };
}

/** Whether rows share their noise, or units do, or all codes of a call: and not more than that. */
export function sharedNoise(
  cases: readonly CodesCase[],
  codes: readonly Codes[],
  by: "rows" | "units" | "all",
): Evidence | undefined {
  for (const [i, at] of cases.entries()) {
    const noise = noiseOf(at, codes[i].first);
    const units = at.shape[1];
    const overRows = noise.every((value, k) => areEqual(value, noise[k % units]));
    const overUnits = noise.every((value, k) => areEqual(value, noise[k - k % units]));
    if (overRows !== (by !== "units") || overUnits !== (by !== "rows")) return;
  }
  const [at] = cases;
  const noise = noiseOf(at, codes[0].first);
  // Noise that no draw decides is another mistake.
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

/** Whether the second call gave what the first gave. */
export function sameInBothCalls(codes: readonly Codes[]): Evidence | undefined {
  if (!codes.every(({ first, again }) => areClose(again, first, TOLERANCE))) return;
  const { first: [first], again: [again] } = codes[0];
  return {
    at: "row 1, unit 1 of z, in two calls with the same generator",
    wanted: "two different numbers",
    found: `${numberText(first)} and ${numberText(again)}`,
  };
}

/** Whether noise can be draws from the uniform distribution. */
export function isUniform(noise: readonly number[], from: number, to: number): boolean {
  const share = (x: number) => Math.min(1, Math.max(0, (x - from) / (to - from)));
  return distanceTo(noise, share) * Math.sqrt(noise.length) < DISTANCE;
}

/** Noise as float32 codes leave it. */
function areEqual(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-4;
}
