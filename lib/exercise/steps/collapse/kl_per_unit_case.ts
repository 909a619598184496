import type { Rows } from "../../rows_of.ts";

/** What `klPerUnit` is asked: posteriors of B images. */
export interface KlPerUnitCase {
  /** [B, d] */
  readonly mu: Rows;
  /** [B, d] */
  readonly logVar: Rows;
}
