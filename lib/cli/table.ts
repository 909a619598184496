/**
 * A table in plain text: each column as wide as its widest cell, two spaces apart; the first column
 * starts at the left, the others end at the right.
 *
 * @param left how many columns start at the left
 */
export function table(rows: readonly (readonly string[])[], left = 1): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((cell, column) =>
      column < left ? cell.padEnd(widths[column]) : cell.padStart(widths[column])
    ).join("  ").trimEnd()
  );
}
