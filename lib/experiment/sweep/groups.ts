import { type Summary, summary } from "../../math/summary.ts";
import { compareSeeds } from "../../run/recorded_seed.ts";
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

/** The rows put together that differ in their seed alone; by kind of model, then by beta. */
export function groups(rows: readonly Row[]): Group[] {
  const order = ({ architecture, latentSize, schedule, epochs, head, beta }: Row) =>
    [architecture, latentSize, schedule, epochs, head, beta] as const;
  const sorted = rows.toSorted((a, b) => compare(order(a), order(b)));
  const kinds = Map.groupBy(sorted, (row) => kindOf(row));
  return [...kinds.values()].map((rows) => ({
    name: rows[0].run.replace(/_?seed--?\d+$/, "") || rows[0].run,
    rows: rows.toSorted((a, b) => compareSeeds(a.seed, b.seed)),
    over: (value) => summary(rows.map(value)),
  }));
}

/** Orders by the first value that differs. */
function compare<T extends readonly (string | number)[]>(a: T, b: T): number {
  const i = a.findIndex((value, i) => value !== b[i]);
  return i < 0 ? 0 : a[i] < b[i] ? -1 : 1;
}

/** KL after the last epoch, in nats per image. */
export function klAfter({ klPerUnit }: Row): number {
  return klPerUnit.reduce((sum, kl) => sum + kl, 0);
}
