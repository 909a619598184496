/** Digits that are kept of a figure's numbers: more than a chart can show. */
const DIGITS = 6;

/** A number to six significant digits; anything else as it is. */
export function rounded(value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(DIGITS)) : value;
}
