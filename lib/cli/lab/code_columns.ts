import type { Row } from "../../report/csv_url.ts";

/** Decimals that are kept of a code's values: finer than a picture of what it is decoded to can show. */
const DECIMALS = 3;

/**
 * A code as columns of a table, one for each latent unit.
 *
 * @param code [d]
 * @param units which of them; all, if nothing is said
 */
export function codeColumns(
  code: Float32Array,
  units: Iterable<number> = code.keys(),
): Row {
  return Object.fromEntries(
    Array.from(units, (unit) => [`unit ${unit}`, Number(code[unit].toFixed(DECIMALS))]),
  );
}

/** Codes as rows of a table, numbered from 0. @param codes [N * d] @param d latent units */
export function codeRows(codes: Float32Array, d: number): Row[] {
  return Array.from({ length: codes.length / d }, (_, image) => ({
    image,
    ...codeColumns(codes.subarray(image * d, (image + 1) * d)),
  }));
}
