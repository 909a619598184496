import type { EpochPoint } from "../../figure/points.ts";
import { methodCurves } from "../../figure/method_curves.ts";
import type { OutputFolder } from "../../run/output_folder.ts";
import { METHOD_NAMES, METHODS } from "../cures/methods.ts";
import { drawFigures } from "../sweep/draw_figures.ts";
import { groups } from "../sweep/groups.ts";
import { kindOf, type Row } from "../sweep/row.ts";
import { theoryOf } from "../sweep/theory.ts";
import { writePicture } from "../write_picture.ts";
import type { Table, TableRow } from "./column.ts";

/**
 * Draws every figure that runs alone decide from the tables of runs and epochs: those of a sweep (the lab's
 * losses, phase diagrams, rate against distortion) and the curves of the cures.
 *
 * @returns the files' names
 */
export async function drawTable(tables: readonly Table[], folder: OutputFolder): Promise<string[]> {
  const rowsOf = (name: string) => tables.find((table) => table.name === name)?.rows ?? [];
  const trained = rowsOf("runs").filter(({ task }) => task === "train");
  const seen = new Set<string>();
  const rows = trained.map(sweepRow).filter((row) => {
    const key = `${row.seed} ${kindOf(row)}`;
    return !seen.has(key) && seen.add(key);
  });
  const together = groups(rows);
  const files = await drawFigures(together, await theoryOf(together, folder), folder);
  const series = cures(trained, rowsOf("epochs"));
  if (series.length < 2) return files;
  const counts = series.map(({ runs }) => runs.length);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const n = least === most ? `${most}` : `${least} to ${most}`;
  const title = `Cures of posterior collapse, n = ${n} ${most === 1 ? "seed" : "seeds"} each`;
  await writePicture(folder, "cures.png", await methodCurves({ title, series }));
  return [...files, "cures.png"];
}

/** A row as a sweep has it: what is null in a table is absent there. */
function sweepRow(row: TableRow): Row {
  const there = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  return { ...Object.fromEntries(there), versions: {} } as unknown as Row;
}

/** The runs of each of the cures, told by the names of their folders. */
function cures(runs: readonly TableRow[], epochs: readonly TableRow[]) {
  const epochsOf = Map.groupBy(epochs, ({ id }) => id);
  return METHOD_NAMES.flatMap((method) => {
    const own = runs.filter(({ run }) => /^(.*)_seed--?\d+$/.exec(String(run))?.[1] === method)
      .map(({ id }) => epochsOf.get(id) ?? [])
      .filter((epochs) => epochs.length > 0) as unknown as EpochPoint[][];
    return own.length === 0 ? [] : [{ name: METHODS[method].title, runs: own }];
  });
}
