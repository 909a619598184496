import { type Summary, summary } from "../../math/summary.ts";
import { kindOf, type Row } from "./row.ts";

/** Runs that differ in their seed alone. */
export interface Group {
  /** The folders' names without the seed. */
  readonly name: string;
  /** One or more, by ascending seed. */
  readonly rows: readonly Row[];
  /** A number of each run over the seeds. */
  over(value: (row: Row) => number): Summary;
}

/** The rows put together that differ in their seed alone, in the order of the first seeds. */
export function groups(rows: readonly Row[]): Group[] {
  const kinds = Map.groupBy(rows, (row) => kindOf(row, row.images));
  return [...kinds.values()].map((rows) => ({
    name: rows[0].run.replace(/_?seed-\d+$/, "") || rows[0].run,
    rows: rows.toSorted((a, b) => a.seed - b.seed),
    over: (value) => summary(rows.map(value)),
  }));
}

/** KL after the last epoch, in nats per image. */
export function klAfter({ klPerUnit }: Row): number {
  return klPerUnit.reduce((sum, kl) => sum + kl, 0);
}
