import type { Notebook } from "./notebook_format.ts";

/** The SHA-256 of a notebook's code, by which it tells which code its outputs belong to. */
export async function codeHash({ cells }: Notebook): Promise<string> {
  const code = cells.filter((cell) => cell.cell_type === "code")
    .map(({ source }) => [source].flat().join("")); // Jupyter's format has lines or one text
  const bytes = new TextEncoder().encode(JSON.stringify(code));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
