import { stringify } from "../deps/std_csv.ts";
import { rounded } from "./rounded.ts";

/** A row of a table by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>;

/** What a URL cannot hold as it is, or a browser takes for something else. */
const ESCAPED = /[^\w!$&'()*,./:;=@~ +-]/gu;

/** A table as CSV in a `data:` URL, which a link saves as a file: no server is asked for it. */
export function csvUrl(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const plain = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, rounded(value)]))
  );
  const csv = stringify(plain, { columns }).replaceAll("\r\n", "\n");
  return `data:text/csv;charset=utf-8,${csv.replace(ESCAPED, encodeURIComponent)}`;
}
