import type { FormulaMistake } from "../../formula_mistakes.ts";
import { areClose, type Mistake } from "../../values_part.ts";
import { centralGradient } from "../../central_gradient.ts";
import type { Matrix, TermCase } from "./term_case.ts";

/** How far a float32 tensor may be off. */
export const TOLERANCE = 1e-4;

/** A term of the loss in its parts, so that a mistake is a change of one of them. */
export interface TermFormula {
  /** Of each pixel or latent unit. */
  readonly entry: (a: number, b: number) => number;
  /** Has the entry's gradient, where the entry is not a number. */
  readonly entryOfGradient?: (a: number, b: number) => number;
  /** How the entries of a row are put together. */
  readonly entries: "sum" | "mean";
  /** How the rows are. */
  readonly rows: "sum" | "mean";
  /** What is done to the result of a row. */
  readonly ofRow?: (row: number) => number;
  /** What is done to the result of the batch. */
  readonly ofBatch?: (value: number) => number;
  /** What is left as it is, and is not put together. */
  readonly left?: "entries" | "rows" | "columns";
  /** Whether the gradient is lost. */
  readonly detached?: boolean;
}

/** A mistake in a term; its changes are ways to write the same mistake. */
export interface TermMistake extends Omit<FormulaMistake<TermFormula>, "change"> {
  readonly changes: readonly Partial<TermFormula>[];
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
  if (formula.detached) return variables.map(() => 0);
  const split = (flat: readonly number[]): Matrix =>
    a.map((_, i) => flat.slice(i * columns, (i + 1) * columns));
  return centralGradient((flat) => {
    const [first, second] = by === "ab"
      ? [split(flat.slice(0, flat.length / 2)), split(flat.slice(flat.length / 2))]
      : [a, split(flat)];
    return sum(valueOf({ ...formula, entry }, first, second)); // as automatic differentiation sums
  }, variables);
}

function valueOf(formula: TermFormula, a: Matrix, b: Matrix): number[] {
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

/** The catalogue of a term: each mistake alone, and every two of them. */
export function termMistakes(
  formula: TermFormula,
  by: Arguments,
  mistakes: readonly TermMistake[],
): { mistakes: Mistake<TermCase>[]; pairs: Mistake<TermCase>[] } {
  const explains =
    (changes: TermMistake["changes"]): Mistake<TermCase>["explains"] => (cases, answers) =>
      changes.some((change) =>
        cases.every((at, i) => {
          const answer = answers[i];
          return "values" in answer &&
            areClose(answer.values, termValues({ ...formula, ...change }, at, by), TOLERANCE);
        })
      );
  return {
    mistakes: mistakes.map(({ changes, ...told }) => ({ ...told, explains: explains(changes) })),
    pairs: mistakes.flatMap((first, i) =>
      mistakes.slice(i + 1).map((second) => ({
        name: `${first.name} and ${second.name}`,
        message: `Two mistakes at once. ${first.message} And: ${second.message}`,
        hint: `${first.hint} ${second.hint}`,
        strongerHint: `${first.strongerHint} ${second.strongerHint}`,
        explains: explains(
          first.changes.flatMap((one) => second.changes.map((other) => ({ ...one, ...other }))),
        ),
      }))
    ),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
