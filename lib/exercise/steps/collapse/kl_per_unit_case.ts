import type { Rows } from "./columns.ts";

/** What `klPerUnit` is asked: posteriors of B images. */
export interface KlPerUnitCase {
  /** [B, d] */
  readonly mu: Rows;
  /** [B, d] */
  readonly logVar: Rows;
}
