import { words } from "../words.ts";
import { saveFile } from "./save.ts";

/** A table's rows by the names of its columns. */
type Rows = readonly Readonly<Record<string, unknown>>[];

/** A button that saves the numbers behind a picture. */
export function SaveCsv({ name, rows }: { readonly name: string; readonly rows: () => Rows }) {
  const save = async () => {
    const { stringify } = await import("../../lib/deps/std_csv.ts");
    const table = rows();
    const columns = Object.keys(table[0] ?? {});
    saveFile(stringify(table.map((row) => ({ ...row })), { columns }), `${name}.csv`);
  };
  return <button type="button" class="small" onClick={save}>{words.common.saveCsv}</button>;
}
