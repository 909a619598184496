import type { Canvas } from "../../deps/canvas.ts";
import type { EpochPoint } from "../../figure/points.ts";
import type { OutputFolder } from "../../run/output_folder.ts";
import type { EpochRecord } from "../../run/run_record.ts";
import { completeOptions } from "../../run/training_task.ts";
import { drawFigures } from "../sweep/draw_figures.ts";
import { groups } from "../sweep/groups.ts";
import { kindOf, type Row } from "../sweep/row.ts";
import { theoryOf } from "../sweep/theory.ts";
import { trainTask } from "../train_task.ts";
import { writePicture } from "../write_picture.ts";
import { cureComparisons } from "./cure_comparisons.ts";
import { drawCures } from "./draw_cures.ts";
import { drawHystereses } from "./draw_hystereses.ts";
import { drawResults } from "./draw_results.ts";
import { presentValues, type Table, type TableRow } from "./column.ts";

/**
 * Draws every figure that the tables decide: of the runs those of a sweep (the lab's losses, phase diagrams, rate against
 * distortion), the curves of the cures, and the ways there and back of `hysteresis`; of the results of other tasks
 * the transition, followed or trained, and who is to blame. Where there are several comparisons of cures, that of
 * most runs is `cures.png`, the next `cures-2.png`; so it is with `hysteresis.png` and `hysteresis-seeds.png`.
 *
 * @returns the files' names
 */
export async function drawTable(tables: readonly Table[], folder: OutputFolder): Promise<string[]> {
  const rowsOf = (name: string) => tables.find((table) => table.name === name)?.rows ?? [];
  const epochs = Map.groupBy(rowsOf("epochs"), ({ id }) => id as string);
  const epochsOf = <Epoch>(id: string) => epochs.get(id) as unknown as Epoch[] | undefined;
  const trained = rowsOf("runs").filter(({ task }) => task === "train").map(sweepRow);
  const seen = new Set<string>();
  const rows = trained.filter((row) => {
    const key = `${row.seed} ${kindOf(row)}`;
    return !seen.has(key) && seen.add(key);
  });
  const together = groups(rows);
  const files = await drawFigures(together, await theoryOf(together, folder), folder);
  const write = async (name: string, canvas: Canvas) => {
    await writePicture(folder, name, canvas);
    files.push(name);
  };
  const cures = await drawCures(cureComparisons(trained, epochsOf<EpochPoint>));
  for (const [i, canvas] of cures.entries()) await write(numbered("cures", i), canvas);
  const ways = await drawHystereses(
    rowsOf("runs").filter(({ task }) => task === "hysteresis"),
    (id) => epochsOf<EpochRecord>(id) ?? [],
    folder,
  );
  for (const [i, { one, seeds }] of ways.entries()) {
    await write(numbered("hysteresis", i), one);
    if (seeds) await write(numbered("hysteresis-seeds", i), seeds);
  }
  for (const [name, canvas] of await drawResults(rowsOf)) await write(name, canvas);
  return files;
}

/** `cures.png`, `cures-2.png`. */
function numbered(name: string, i: number): string {
  return i === 0 ? `${name}.png` : `${name}-${i + 1}.png`;
}

/** A row as a sweep has it: older runs have newer options' defaults. */
function sweepRow(row: TableRow): Row & { readonly id: string } {
  const complete = completeOptions(trainTask, presentValues(row));
  return { ...complete, versions: {} } as unknown as Row & { readonly id: string };
}
