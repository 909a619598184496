import type { Rows } from "../../rows_of.ts";

/** Whether two lists of numbers are the same, as far as images in float32 show it: large codes less exactly. */
export function areSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length &&
    a.every((value, i) => Math.abs(value - b[i]) < 1e-3 * Math.max(1, Math.abs(value)));
}

/** Whether two calls show the same codes. */
export function areSameCodes(a: Rows, b: Rows): boolean {
  return areSame(a.flat(), b.flat());
}

/** Whether all codes of a call are the same. */
export function isOneCode(codes: Rows): boolean {
  return codes.every((code) => areSame(code, codes[0]));
}

/** Whether each code of a call has the same number in all units. */
export function haveEqualUnits(codes: Rows): boolean {
  return codes.every((code) => areSame(code, code.map(() => code[0])));
}

/** Whether all codes have the same length, which is not 0. */
export function haveEqualLengths(codes: readonly Rows[]): boolean {
  const lengths = codes.flat().map((code) => Math.hypot(...code));
  return lengths[0] > 1e-2 &&
    lengths.every((length) => Math.abs(length / lengths[0] - 1) < 1e-3);
}

/** How many different codes there are. */
export function countDifferent(codes: Rows): number {
  return new Set(codes.map((code) => code.map((unit) => unit.toFixed(3)).join())).size;
}
