import { holm } from "../../lib/math/holm.ts";
import { pairedDifference } from "../../lib/math/paired_difference.ts";
import { summary } from "../../lib/math/summary.ts";
import type { Cell, TableRow } from "../../lib/experiment/table/column.ts";

/** Rows by the name under which queries find them. */
export type RowSets = ReadonlyMap<string, readonly TableRow[]>;

const STATISTICS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  mean: (values) => summary(values).mean,
  sd: (values) => {
    if (values.length < 2) throw new Error("the standard deviation of a single run");
    return summary(values).deviation;
  },
  min: (values) => summary(values).low,
  max: (values) => summary(values).high,
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  median(values) {
    const sorted = values.toSorted((a, b) => a - b);
    const [low, high] = [Math.floor, Math.ceil].map((round) =>
      sorted[round((sorted.length - 1) / 2)]
    );
    return (low + high) / 2;
  },
};

const PAIRED: Readonly<Record<string, "mean" | "halfWidth" | "p">> = {
  difference: "mean",
  interval: "halfWidth",
  p: "p",
};

/**
 * The number that a query gives. Queries are:
 *
 *     count of SET                     how many rows
 *     mean COLUMN of SET               also sd (n - 1), min, max, sum, median
 *     difference COLUMN of A less B    the mean of A - B over pairs of runs with the same seed;
 *     interval COLUMN of A less B      half its 95 % confidence interval
 *     p COLUMN of A less B             the p-value of the paired t test; after Holm's correction:
 *     holm COLUMN of A less B among B, C, D   where A is compared with each of these
 *     (QUERY) - (QUERY), 100 * (QUERY), (QUERY) / 2 ...
 *
 * SET is the name of a set, or `NAME where CONDITION, CONDITION ...`; a condition compares a column with a
 * value by =, !=, <, <=, > or >=, or with a pattern of * by ~; `1/784` is a number, `null` no value. COLUMN is
 * one column, an element of a list (`klPerUnit[1]` is the first), or a sum of columns without spaces (`testReconstruction+testKl`).
 *
 * @throws {Error} that says what is wrong with it
 */
export function evaluate(query: string, sets: RowSets): number {
  const text = query.trim();
  const parts = operands(text);
  if (parts.length === 1) return single(parts[0], sets);
  let value = single(parts[0], sets);
  for (let i = 1; i < parts.length; i += 2) {
    value = OPERATIONS[parts[i]](value, single(parts[i + 1], sets));
  }
  return value;
}

const OPERATIONS: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
};

/** `(a) - (b) / 2` is its operands and operators, from left to right; a query without parentheses is one. */
function operands(text: string): string[] {
  if (!/^(\(|[\d.]+ [-+*/] )/.test(text)) return [text];
  const parts: string[] = [];
  for (let rest = text; rest !== "";) {
    const part = parts.length % 2 === 1
      ? /^[-+*/](?= )/.exec(rest)?.[0]
      : rest.startsWith("(")
      ? parenthesised(rest)
      : /^[\d.]+/.exec(rest)?.[0];
    if (!part) throw new Error(`cannot read "${rest}" in "${text}"`);
    parts.push(part);
    rest = rest.slice(part.length).trimStart();
  }
  if (parts.length % 2 === 0) throw new Error(`"${text}" ends with an operator`);
  return parts;
}

/** The text up to the parenthesis that closes the first one. */
function parenthesised(text: string): string | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "(") depth++;
    if (text[i] === ")" && --depth === 0) return text.slice(0, i + 1);
  }
}

function single(text: string, sets: RowSets): number {
  if (text.startsWith("(")) return evaluate(text.slice(1, -1), sets);
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const count = /^count of (.*)$/s.exec(text);
  if (count) return found(count[1], sets).length; // which may be none
  const [, word, column, set] = /^(\w+) (\S+) of (.*)$/s.exec(text) ?? [];
  if (Object.hasOwn(STATISTICS, word ?? "")) {
    return STATISTICS[word](numbers(rowsOf(set, sets), column, set));
  }
  const [, a, b, , others] = /^(.*?) less (.*?)( among (.*))?$/s.exec(set ?? "") ?? [];
  if (a && Object.hasOwn(PAIRED, word) && !others) return paired(column, a, b, sets)[PAIRED[word]];
  if (a && word === "holm" && others) {
    const all = others.split(",").map((name) => name.trim());
    const ps = all.map((other) => paired(column, a, other, sets).p);
    const i = all.indexOf(b);
    if (i < 0) throw new Error(`${b} is not among ${others}`);
    return holm(ps)[i];
  }
  throw new Error(`cannot read the query "${text}"`);
}

/** Two sets compared run by run, by their seeds. */
function paired(column: string, a: string, b: string, sets: RowSets) {
  const [first, second] = [a, b].map((set) => {
    const rows = rowsOf(set, sets);
    const bySeed = new Map(
      numbers(rows, column, set).map((value, i) => [String(rows[i].seed), value]),
    );
    if (bySeed.size !== rows.length) throw new Error(`two runs of ${set} have the same seed`);
    return bySeed;
  });
  const seeds = [...first.keys()];
  if (first.size !== second.size || !seeds.every((seed) => second.has(seed))) {
    throw new Error(`${a} and ${b} have different seeds`);
  }
  return pairedDifference([...first.values()], seeds.map((seed) => second.get(seed)!));
}

/** The rows of `NAME` or `NAME where CONDITIONS`. @throws {Error} if there is none */
export function rowsOf(text: string, sets: RowSets): readonly TableRow[] {
  const rows = found(text, sets);
  if (rows.length === 0) throw new Error(`no row of ${text.trim()}`);
  return rows;
}

function found(text: string, sets: RowSets): readonly TableRow[] {
  const [, name, conditions = ""] = /^(\w+)(?: where (.+))?$/s.exec(text.trim()) ?? [];
  const set = sets.get(name ?? "");
  if (!set) {
    throw new Error(`there is no set "${name ?? text}"; known: ${[...sets.keys()].join(", ")}`);
  }
  const tests = conditions.split(",").filter(Boolean).map((part) => condition(part.trim(), set));
  return set.filter((row) => tests.every((test) => test(row)));
}

function condition(text: string, set: readonly TableRow[]): (row: TableRow) => boolean {
  const [, column, operator, wanted] = /^(\w+) (=|!=|<=?|>=?|~) (.+)$/s.exec(text) ?? [];
  if (!column) throw new Error(`cannot read the condition "${text}"`);
  if (!set.some((row) => Object.hasOwn(row, column))) throw new Error(`no column ${column}`);
  if (operator === "~") {
    const parts = wanted.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(`^${parts.join(".*")}$`);
    return (row) => pattern.test(String(row[column] ?? ""));
  }
  if (operator === "=" || operator === "!=") {
    return (row) => isValue(row[column] ?? null, wanted) === (operator === "=");
  }
  const bound = number(wanted);
  if (bound === undefined) throw new Error(`${wanted} is no number, in "${text}"`);
  return (row) => {
    const value = row[column];
    if (typeof value !== "number") return false;
    return operator === "<"
      ? value < bound
      : operator === "<="
      ? value <= bound
      : operator === ">"
      ? value > bound
      : value >= bound;
  };
}

function isValue(value: Cell, wanted: string): boolean {
  if (wanted === "null") return value === null;
  return typeof value === "number" ? value === number(wanted) : String(value) === wanted;
}

/** `0.5`, `1/784`. */
function number(text: string): number | undefined {
  const [, above, below] = /^(-?[\d.]+(?:e-?\d+)?)(?:\/([\d.]+))?$/.exec(text) ?? [];
  return above === undefined ? undefined : Number(above) / Number(below ?? 1);
}

function numbers(rows: readonly TableRow[], column: string, set: string): number[] {
  return rows.map((row) =>
    column.split("+").reduce((sum, part) => {
      const [, name, index] = /^(\w+)(?:\[(\d+)\])?$/.exec(part) ?? [];
      if (!name) throw new Error(`cannot read the column ${column}`);
      const cell = row[name];
      const value = index === undefined ? cell : (cell as readonly number[])?.[Number(index) - 1];
      if (typeof value === "number") return sum + value;
      throw new Error(`a row of ${set.trim()} has no number ${part}: ${row.run ?? row.id ?? ""}`);
    }, 0)
  );
}
