import type { Rows } from "../../rows_of.ts";

/** What `activeUnits` is asked: posterior means of B images. */
export interface ActiveUnitsCase {
  /** [B, d] */
  readonly mu: Rows;
}
