import { assert, assertEquals } from "@std/assert";
import { loadMnist } from "../../../lib/data/mnist.ts";
import type { Canvas } from "../../../lib/deps/canvas.ts";
import {
  drawBlamedModels,
  drawBlamedStages,
  type DrawnStage,
} from "../../../lib/experiment/blame/draw_blame.ts";
import { METHODS } from "../../../lib/experiment/cures/methods.ts";
import { collect } from "../../../lib/experiment/sweep/collect.ts";
import {
  drawHysteresis,
  hysteresis,
  type HysteresisOptions,
} from "../../../lib/experiment/hysteresis.ts";
import { sweepRuns } from "../../../lib/experiment/sweep/grid.ts";
import { PRESETS } from "../../../lib/experiment/sweep/presets.ts";
import type { Table } from "../../../lib/experiment/table/column.ts";
import { cureComparisons } from "../../../lib/experiment/table/cure_comparisons.ts";
import { drawTable } from "../../../lib/experiment/table/draw_table.ts";
import { gatherTables } from "../../../lib/experiment/table/gather_tables.ts";
import { parquetOfTable, tableOfParquet } from "../../../lib/experiment/table/parquet_of_table.ts";
import { drawHysteresisSeeds } from "../../../lib/experiment/transition/draw_hysteresis_seeds.ts";
import {
  drawFlow,
  drawNonlinear,
  drawTrained,
} from "../../../lib/experiment/transition/draw_transition.ts";
import { compareWays } from "../../../lib/experiment/transition/hysteresis_seeds.ts";
import { thereAndBack } from "../../../lib/math/there_and_back.ts";
import { defaultsOf } from "../../../lib/run/option.ts";
import { spectra } from "../../../lib/theory/spectra.ts";
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

/** The figures of some sources, drawn from tables that went through Parquet. */
async function drawn(sources: string | string[], out: string): Promise<string[]> {
  const { tables } = await gatherTables([sources].flat());
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

/** A run of `hysteresis` that was never trained. */
function thereAndBackRecord(given: Partial<HysteresisOptions>): RunRecord {
  const options = hysteresis.settle!({
    ...{ ...defaultsOf(hysteresis.options), divisor: "rows", ...given },
  });
  const { lowest: low, beta: high, epochs, seed } = options;
  const losses = { reconstruction: 40, kl: 1.5, seconds: 1, activeUnits: 2, klPerUnit: [1, 0.5] };
  return {
    ...madeUpRecord({}),
    ...{
      task: "hysteresis",
      seed: seed as number,
      options: options as unknown as RunRecord["options"],
    },
    data: { name: "mnist", images: options.images! },
    epochs: Array.from({ length: epochs }, (_, i) => ({
      ...{ epoch: i + 1, ...losses, klWeight: thereAndBack(i + 1, { low, high, epochs }) },
      loss: 40 + i + Number(seed) / 4,
    })),
  };
}

itNeeds(
  CANVAS,
  "drawTable() draws the ways there and back of one seed and of several, and each kind of run apart",
  async () => {
    await withFolder(async (folder) => {
      const shared = { images: 200, epochs: 6, beta: 4, lowest: 1 };
      const leaky = [0, 1, 2].map((seed) => thereAndBackRecord({ ...shared, seed }));
      const linear = thereAndBackRecord({ ...shared, seed: 1, head: "linear" });
      const other = thereAndBackRecord({ ...shared, seed: 2, likelihood: "bernoulli" });
      for (const [i, run] of [...leaky, linear, other].entries()) {
        await writeRun(`${folder}/runs/${i}`, run);
      }
      await writeRun(`${folder}/runs/changed`, {
        ...thereAndBackRecord({ ...shared, seed: 7, latentSize: 3 }),
        data: { name: "mnist", images: 200, sha256: "of other images" },
      });
      await writeRun(`${folder}/runs/away`, {
        ...thereAndBackRecord({ ...shared, seed: 5, data: `${folder}/none` }),
        data: { name: `${folder}/none`, images: 200 },
      });
      const files = await drawn(`${folder}/runs`, `${folder}/table`);
      assertEquals(files.filter((name) => name.startsWith("hysteresis")), [
        ...["hysteresis.png", "hysteresis-seeds.png", "hysteresis-2.png", "hysteresis-3.png"],
      ]);
      const spectrum = spectra(await loadMnist({ count: 200 }));
      const draw = ({ options, epochs }: RunRecord, likelihood: keyof typeof spectrum) =>
        drawHysteresis(
          { options: options as unknown as HysteresisOptions, epochs },
          spectrum[likelihood],
        );
      const { seeds } = compareWays(leaky);
      await assertPictures(`${folder}/table`, {
        "hysteresis.png": await draw(leaky[0], "gaussian"),
        "hysteresis-seeds.png": await drawHysteresisSeeds(
          { seeds, options: leaky[0].options },
          spectrum.gaussian,
        ),
      });
      const hex = async (canvas: Promise<Canvas>) => (await encodePng(await canvas)).toHex();
      const rest = [await hex(draw(linear, "gaussian")), await hex(draw(other, "bernoulli"))];
      const found = await Promise.all(
        ["hysteresis-2.png", "hysteresis-3.png"].map(async (name) =>
          (await Deno.readFile(`${folder}/table/${name}`)).toHex()
        ),
      );
      assert(rest.toSorted().join() === found.toSorted().join(), "one is another picture");
    });
  },
);

itNeeds(
  CANVAS,
  "drawTable() draws the transition and who is to blame from the results of their tasks",
  async () => {
    await withFolder(async (folder) => {
      await writeRun(`${folder}/runs/0`, madeUpRecord({ images: 200 }));
      const sides = ["active", "collapsed"] as const;
      const points = (kl: number) =>
        sides.flatMap((side) =>
          [0.9, 1, 1.1].map((ratio) => ({ side, ratio, kl: Math.max(0, 1 - ratio) + kl }))
        );
      const branches = [0, 1].flatMap((unit) =>
        [0, 1].map((seed) => ({
          ...{ images: 200, set: 0, unit, latentSize: 8, seed, eigenvalue: 4 - unit },
          points: points(0.01 * unit + 0.001 * seed),
        }))
      );
      const others = [{ images: 100, latentSize: 8 }, { images: 200, latentSize: 2 }]
        .map((given) => ({ ...branches[0], points: points(0.3), ...given }));
      const samples = [{ images: 200, eigenvalues: [4], predictedSpread: 0 }];
      const bent = (["linear", "nonlinear", "mirrored"] as const).flatMap((name, i) =>
        points(0.02 * i).map((point) => ({ ...point, name, gain: -0.1, settled: true }))
      );
      const trained = [0, 1].map((seed) => ({
        ...{ model: "leaky-heads", seed, images: 200, latentSize: 8 } as const,
        points: points(0.02 + 0.01 * seed),
      }));
      const share = (mean: number) => ({ mean, standardError: 0.5, p: 0.01 });
      const shares = { encoder: share(1.5), decoder: share(4.5) };
      const judged = { verdict: "both", bestKnown: false, shares: { training: shares } } as const;
      const units = [0, 1].map((unit) => ({
        ...{ unit, kl: 0.01 + unit, refinedKl: 0.5, capacity: 0.25, sleeping: unit === 0 },
        delta: Array.from({ length: 41 }, (_, i) => 1 - i / 40),
      }));
      const stages = [0, 1].flatMap((seed) =>
        ["leaky", "linear"].flatMap((head) =>
          [["plateau", 1, 20], ["end", 2, 2]].map(([stage, epoch, batch]) => ({
            ...{ ...judged, name: `${head} heads, seed ${seed}, ${stage}`, head, seed },
            ...{ stage, epoch, batch, units },
          }))
        )
      );
      const models = ["a", "b"].map((name) => ({ ...judged, name, units }));
      const results = {
        "flow.json": { data: "mnist", branches: [...others, ...branches], samples },
        "nonlinear.json": { images: 200, skewness: 0.4, points: bent },
        "trained.json": {
          data: "mnist",
          branches: [{ ...trained[0], images: 100, points: points(0.4) }, ...trained],
        },
        "blame.json": { best: "x", models: [...stages, ...models] },
      };
      for (const [name, json] of Object.entries(results)) {
        await Deno.writeTextFile(`${folder}/${name}`, JSON.stringify(json));
      }
      const sources = Object.keys(results).map((name) => `${folder}/${name}`);
      const files = await drawn([`${folder}/runs`, ...sources], `${folder}/table`);
      const flat = <B extends { readonly points: readonly object[] }>(branches: readonly B[]) =>
        branches.flatMap(({ points, ...branch }) =>
          points.map((point) => ({ ...branch, ...point as B["points"][number] }))
        );
      const measured = { units };
      await assertPictures(`${folder}/table`, {
        "transition.png": await drawFlow(flat(branches), 200),
        "transition-nonlinear.png": await drawNonlinear(bent, 200),
        "transition-trained.png": await drawTrained(flat(trained), 200),
        "blame-stages.png": await drawBlamedStages(
          stages.map((stage) => ({ ...stage, measured }) as DrawnStage),
        ),
        "blame.png": await drawBlamedModels(models.map((model) => ({ ...model, measured }))),
      });
      assertEquals(files, [
        ...["transition.png", "transition-nonlinear.png", "transition-trained.png"],
        ...["blame-stages.png", "blame.png"],
      ]);
    });
  },
);

async function assertPictures(folder: string, wanted: Readonly<Record<string, Canvas>>) {
  for (const [name, canvas] of Object.entries(wanted)) {
    const [found, drawn] = [await Deno.readFile(`${folder}/${name}`), await encodePng(canvas)];
    assert(found.toHex() === drawn.toHex(), `${name} is another picture`);
  }
}
