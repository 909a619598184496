import { assert } from "@std/assert";

/** The difference is at most `tolerance`, relative to max(1, |expected|). */
export function assertClose(actual: number, expected: number, tolerance: number): void {
  const allowed = tolerance * Math.max(1, Math.abs(expected));
  const off = Math.abs(actual - expected);
  assert(off <= allowed, `${actual} should be ${expected}: off by ${off}, allowed ${allowed}`);
}

/** The difference is at most `tolerance` times |expected|, however small that is. */
export function assertSameDigits(actual: number, expected: number, tolerance = 1e-15): void {
  const off = Math.abs(actual - expected);
  assert(
    off <= tolerance * Math.abs(expected),
    `${actual} should be ${expected}: off by ${off / Math.abs(expected)} of it`,
  );
}
