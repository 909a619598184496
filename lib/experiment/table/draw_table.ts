import type { EpochPoint } from "../../figure/points.ts";
import { methodCurves } from "../../figure/method_curves.ts";
import type { OutputFolder } from "../../run/output_folder.ts";
import { completeOptions } from "../../run/training_task.ts";
import { drawFigures } from "../sweep/draw_figures.ts";
import { groups } from "../sweep/groups.ts";
import { kindOf, type Row } from "../sweep/row.ts";
import { theoryOf } from "../sweep/theory.ts";
import { trainTask } from "../train_task.ts";
import { writePicture } from "../write_picture.ts";
import { cureComparisons } from "./cure_comparisons.ts";
import type { Table, TableRow } from "./column.ts";

/**
 * Draws every figure that runs alone decide from the tables of runs and epochs: those of a sweep (the lab's
 * losses, phase diagrams, rate against distortion) and the curves of the cures, a figure for each comparison: the
 * one of most runs is `cures.png`, the next `cures-2.png`.
 *
 * @returns the files' names
 */
export async function drawTable(tables: readonly Table[], folder: OutputFolder): Promise<string[]> {
  const rowsOf = (name: string) => tables.find((table) => table.name === name)?.rows ?? [];
  const trained = rowsOf("runs").filter(({ task }) => task === "train").map(sweepRow);
  const seen = new Set<string>();
  const rows = trained.filter((row) => {
    const key = `${row.seed} ${kindOf(row)}`;
    return !seen.has(key) && seen.add(key);
  });
  const together = groups(rows);
  const files = await drawFigures(together, await theoryOf(together, folder), folder);
  const epochsOf = Map.groupBy(rowsOf("epochs"), ({ id }) => id as string);
  const comparisons = cureComparisons(trained, (id) => epochsOf.get(id) as unknown as EpochPoint[]);
  for (const [i, { images, epochs, series }] of comparisons.entries()) {
    const counts = series.map(({ runs }) => runs.length);
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    const n = least === most ? `${most}` : `${least} to ${most}`;
    const each = `n = ${n} ${most === 1 ? "seed" : "seeds"} each`;
    const which = comparisons.length > 1
      ? `, ${images.toLocaleString("en")} images, ${epochs} epochs`
      : "";
    const canvas = await methodCurves({
      title: `Cures of posterior collapse, ${each}${which}`,
      series,
    });
    const name = i === 0 ? "cures.png" : `cures-${i + 1}.png`;
    await writePicture(folder, name, canvas);
    files.push(name);
  }
  return files;
}

/** A row as a sweep has it: what is null in a table is absent there, and older runs have newer options' defaults. */
function sweepRow(row: TableRow): Row & { readonly id: string } {
  const there = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  const complete = completeOptions(trainTask, Object.fromEntries(there));
  return { ...complete, versions: {} } as unknown as Row & { readonly id: string };
}
