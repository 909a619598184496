import type { Rows } from "../../rows_of.ts";

/** The columns of a matrix: what a unit gives for all images. [B, d] -> [d, B] */
export function columns(rows: Rows): number[][] {
  return rows[0].map((_, j) => rows.map((row) => row[j]));
}
