import type { MeasuredRange } from "../experiment/lab_results.ts";

/** A number to so many decimals, with a true minus sign. */
export function decimals(value: number, digits: number): string {
  return value.toFixed(digits).replace("-", "−");
}

/** A number in at most so many significant digits. */
export function significant(value: number, digits: number = 4): string {
  return `${Number(value.toPrecision(digits))}`.replace("-", "−");
}

/** `47 to 48.7`; nothing where nothing was measured. */
export function rangeText(range?: MeasuredRange): string {
  return range ? `${range.low} to ${range.high}` : "";
}

/** `60,000`: a count as prose writes it. */
export function countText(count: number): string {
  return count.toLocaleString("en-US");
}

/** `15 epochs`, `1 epoch`. */
export function counted(count: number, thing: string): string {
  return `${countText(count)} ${thing}${count === 1 ? "" : "s"}`;
}
