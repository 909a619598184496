import { centralGradient } from "../../central_gradient.ts";
import type { Change } from "../../formula_mistakes.ts";
import { type Rows, rowsOf } from "../../rows_of.ts";
import type { TermCase } from "./term_case.ts";

/** How far a float32 tensor may be off. */
export const TOLERANCE = 1e-4;

/** A term of the loss in its parts, so that a mistake is a change of one of them. */
export interface TermFormula {
  /** The term of each pixel or latent unit. */
  readonly entry: (a: number, b: number) => number;
  /** Has the gradient that tf gives the entry, where the entry itself is NaN. */
  readonly entryOfGradient?: (a: number, b: number) => number;
  /** How the entries of a row are reduced. */
  readonly entries: "sum" | "mean";
  /** How the results of the rows are reduced. */
  readonly rows: "sum" | "mean";
  /** What is done to the result of a row. */
  readonly ofRow?: (row: number) => number;
  /** What is done to the result of the batch. */
  readonly ofBatch?: (value: number) => number;
  /** What is left over, where not everything is reduced: a number for each of these. */
  readonly left?: "entries" | "rows" | "columns";
  /** Whether the gradient is lost: with respect to all that is compared, or to one of the arguments. */
  readonly detached?: boolean | "a" | "b";
}

/** Changes of parts of a term: each argument is a way to make the same mistake. */
export function withParts(...ways: readonly Partial<TermFormula>[]): Change<TermFormula>[] {
  return ways.map((parts) => (formula) => ({ ...formula, ...parts }));
}

/** Which arguments a term's gradients are compared for. */
export type Arguments = "b" | "ab";

/** What a term gives for a case: its value, or its gradients in float64, by central differences. */
export function termValues(formula: TermFormula, at: TermCase, by: Arguments): number[] {
  const { see, a, b } = at;
  if (see === "value") return valueOf(formula, a, b);
  const entry = formula.entryOfGradient ?? formula.entry;
  const columns = a[0].length;
  const variables = [...(by === "ab" ? a.flat() : []), ...b.flat()];
  const { detached } = formula;
  if (detached === true) return variables.map(() => 0);
  const gradient = centralGradient((flat) => {
    const all = rowsOf(flat, columns);
    const [first, second] = by === "ab" ? [all.slice(0, a.length), all.slice(a.length)] : [a, all];
    return sum(valueOf({ ...formula, entry }, first, second)); // as automatic differentiation sums
  }, variables);
  const half = gradient.length / 2;
  return gradient.map((value, i) => detached && (i < half) === (detached === "a") ? 0 : value);
}

function valueOf(formula: TermFormula, a: Rows, b: Rows): number[] {
  const { entry, entries, rows, ofRow, ofBatch, left } = formula;
  const all = a.map((row, i) => row.map((value, j) => entry(value, b[i][j])));
  if (left === "entries") return all.flat();
  if (left === "columns") return all[0].map((_, j) => sum(all.map((row) => row[j])) / all.length);
  const each = all.map((row) => {
    const value = sum(row) / (entries === "mean" ? row.length : 1);
    return ofRow ? ofRow(value) : value;
  });
  if (left === "rows") return each;
  const value = sum(each) / (rows === "mean" ? each.length : 1);
  return [ofBatch ? ofBatch(value) : value];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
