import { assert, assertEquals } from "@std/assert";
import { METHODS } from "../../../lib/experiment/cures/methods.ts";
import { collect } from "../../../lib/experiment/sweep/collect.ts";
import { sweepRuns } from "../../../lib/experiment/sweep/grid.ts";
import { PRESETS } from "../../../lib/experiment/sweep/presets.ts";
import type { Table } from "../../../lib/experiment/table/column.ts";
import { cureComparisons } from "../../../lib/experiment/table/cure_comparisons.ts";
import { drawTable } from "../../../lib/experiment/table/draw_table.ts";
import { gatherTables } from "../../../lib/experiment/table/gather_tables.ts";
import { parquetOfTable, tableOfParquet } from "../../../lib/experiment/table/parquet_of_table.ts";
import type { EpochPoint } from "../../../lib/figure/points.ts";
import { methodCurves } from "../../../lib/figure/method_curves.ts";
import { encodePng } from "../../../lib/figure/png.ts";
import { OutputFolder } from "../../../lib/run/output_folder.ts";
import type { RunRecord } from "../../../lib/run/run_record.ts";
import { itNeeds, type Right } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";
import { madeUpRecord } from "../sweep/made_up_record.ts";

const CANVAS: Right[] = ["read", "write", "ffi", "env", "sys"];

async function writeRun(folder: string, record: RunRecord) {
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/run.json`, JSON.stringify(record));
}

/** The figures of the runs in a folder, drawn from tables that went through Parquet. */
async function drawn(runs: string, out: string): Promise<string[]> {
  const { tables } = await gatherTables([runs]);
  const again: Table[] = [];
  for (const table of tables) {
    const bytes = parquetOfTable(table);
    again.push(await tableOfParquet(bytes, table.name, table.name));
  }
  using folder = await OutputFolder.open(out, { task: "table", files: [] });
  return await drawTable(again, folder);
}

itNeeds(
  CANVAS,
  "drawTable() draws the figures that the runs' folders give, pixel by pixel",
  async () => {
    await withFolder(async (folder) => {
      const betas = { seed: [0, 1], beta: [0.5, 2, 8], schedule: ["constant" as const] };
      const grids = [...PRESETS.lab, { axes: betas, shared: { images: 200, epochs: 2 } }];
      for (const [i, { name, options }] of sweepRuns(grids, "").entries()) {
        const loss = Number((30 + Math.sin(i)).toPrecision(8));
        await writeRun(`${folder}/runs/${name}`, madeUpRecord(options, loss));
      }
      {
        using output = await OutputFolder.open(`${folder}/sweep`, { task: "sweep", files: [] });
        await collect([`${folder}/runs`], output);
      }
      const files = await drawn(`${folder}/runs`, `${folder}/table`);
      assertEquals(files, ["lab.png", "phase-latent-8.png", "rate-distortion-latent-8.png"]);
      for (const name of files) {
        const read = (where: string) => Deno.readFile(`${folder}/${where}/${name}`);
        assertEquals(await read("table"), await read("sweep"), name);
      }
    });
  },
);

itNeeds(CANVAS, "drawTable() draws the curves of the cures from the table of epochs", async () => {
  await withFolder(async (folder) => {
    const methods = ["constant", "free-bits"] as const;
    const records = new Map<string, RunRecord[]>();
    for (const [i, method] of methods.entries()) {
      const runs = [0, 1].map((seed) =>
        madeUpRecord({ ...METHODS[method].options, seed, epochs: 3 }, 40 + i + seed / 4)
      );
      for (const [seed, run] of runs.entries()) {
        await writeRun(`${folder}/runs/${method}_seed-${seed}`, run);
      }
      records.set(method, runs);
    }
    const files = await drawn(`${folder}/runs`, `${folder}/table`);
    assert(files.includes("cures.png"), files.join());
    const canvas = await methodCurves({
      title: "Cures of posterior collapse, n = 2 seeds each",
      series: methods.map((method) => ({
        name: METHODS[method].title,
        runs: records.get(method)!.map(({ epochs }) => epochs),
      })),
    });
    assertEquals(await Deno.readFile(`${folder}/table/cures.png`), await encodePng(canvas));
  });
});

itNeeds(
  ["read", "write"],
  "cureComparisons() puts together what differs in cure and seed alone",
  async () => {
    await withFolder(async (folder) => {
      const write = (method: "constant" | "free-bits", where: string, given: object) => {
        const seed = (given as { seed: number }).seed;
        const record = madeUpRecord({ ...METHODS[method].options, epochs: 3, ...given }, 40);
        return writeRun(`${folder}/${where}/${method}_seed-${seed}`, record);
      };
      for (const seed of [0, 1]) {
        await write("constant", "all", { seed });
        await write("free-bits", "all", { seed });
        await write("constant", "few", { seed, images: 6000 });
      }
      await write("free-bits", "few", { seed: 0, images: 6000 });
      await write("free-bits", "long", { seed: 0, epochs: 4 }); // has nothing to be compared with
      await write("free-bits", "other", { seed: 2, freeBits: 1 }); // not the cure's setting
      await write("constant", "wide", { seed: 2, latentSize: 2 });
      const { tables: [runs, epochs] } = await gatherTables([folder]);
      const rows = runs.rows as unknown as Parameters<typeof cureComparisons>[0];
      const epochsOf = Map.groupBy(epochs.rows, ({ id }) => id as string);
      const found = cureComparisons(
        rows,
        (id) => epochsOf.get(id) as unknown as EpochPoint[],
      );
      const counted = found.map(({ images, epochs, series }) => [
        ...[images, epochs, series.map(({ name, runs }) => `${name}: ${runs.length}`).join("; ")],
      ]);
      assertEquals(counted, [
        [60000, 3, "constant weight: 2; free bits 0.5: 2"],
        [6000, 3, "constant weight: 2; free bits 0.5: 1"],
      ]);
      const twice = [...rows, ...rows.map((row) => ({ ...row, loss: 39 }))]; // a seed counts once
      assertEquals(
        cureComparisons(twice, (id) => epochsOf.get(id) as unknown as EpochPoint[]),
        found,
      );
      assertEquals(cureComparisons(rows, () => undefined), []);
    });
  },
);

itNeeds(CANVAS, "drawTable() draws a figure of each comparison of cures", async () => {
  await withFolder(async (folder) => {
    for (const method of ["constant", "free-bits"] as const) {
      for (const images of [6000, 60000]) {
        const record = madeUpRecord({ ...METHODS[method].options, images, epochs: 2 });
        await writeRun(`${folder}/runs/${images}/${method}_seed-0`, record);
      }
    }
    const files = await drawn(`${folder}/runs`, `${folder}/table`);
    assertEquals(files.filter((name) => name.startsWith("cures")), ["cures.png", "cures-2.png"]);
  });
});
