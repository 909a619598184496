import type { Cell, TableRow } from "./column.ts";

/**
 * Two rows of one run as one, the same in whatever order, and however many rows are merged: a cell that both
 * have is the one with more digits, since an older table rounds; of texts, such as the names of copied folders,
 * the shorter one, then the first by its letters.
 */
export function mergedRow(a: TableRow, b: TableRow): TableRow {
  const merged: Record<string, Cell> = {};
  for (const [name, cell] of [...Object.entries(a), ...Object.entries(b)]) {
    if (cell === null || cell === undefined) continue;
    merged[name] = name in merged ? better(merged[name], cell) : cell;
  }
  return merged;
}

/** The epochs of one run from two sources: those of the source that has more, or has them with more digits. */
export function mergedEpochs(
  a: readonly TableRow[],
  b: readonly TableRow[],
): readonly TableRow[] {
  if (a.length !== b.length) return a.length > b.length ? a : b;
  // The name is that of the folder, which the row of the run decides.
  const text = (epochs: readonly TableRow[]) =>
    JSON.stringify(epochs.map(({ run: _, ...epoch }) => Object.entries(epoch).sort()));
  const [x, y] = [text(a), text(b)];
  return (x.length === y.length ? x <= y : x.length > y.length) ? a : b;
}

function better(a: Cell, b: Cell): Cell {
  const [text, other] = [typeof a === "string", typeof b === "string"];
  if (text !== other) return text ? b : a; // two tables disagree on the column's type
  const [x, y] = [JSON.stringify(a), JSON.stringify(b)];
  if (x.length === y.length) return x <= y ? a : b;
  return x.length < y.length === text ? a : b;
}
