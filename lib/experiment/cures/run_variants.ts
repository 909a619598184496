import { useBackend } from "../../backend/use_backend.ts";
import { checkCount } from "../../data/check_count.ts";
import { checkSameShape } from "../../data/check_same_shape.ts";
import type { DataSet } from "../../data/data_set.ts";
import { loadImages } from "../../data/load_images.ts";
import { noteVariety } from "../../data/variety.ts";
import type { Seed } from "../../math/seed.ts";
import type { OutputFolder } from "../../run/output_folder.ts";
import { recordedSeed } from "../../run/recorded_seed.ts";
import { checkRun } from "../sweep/check_shared.ts";
import type { Shared, SweepRun } from "../sweep/grid.ts";
import { type SweepEvent, type SweepSettings, trainUndone } from "../sweep/sweep.ts";
import type { RunEvent } from "../sweep/train_all.ts";
import type { TrainTaskOptions } from "../train_options.ts";
import { measureCure, type Measured } from "./measure_cure.ts";

/** A way to train that takes part in a comparison. */
export interface Variant {
  /** What its runs' folders begin with. */
  readonly name: string;
  /** What tables and figures call it. */
  readonly title: string;
  /** What it chooses of the options of `train`. */
  readonly options: Partial<TrainTaskOptions>;
}

/** A variant, and what it came to with each seed, in the same order of seeds for every variant. */
export interface VariantResults {
  /** What tables and figures call it. */
  readonly title: string;
  /** What each run came to. */
  readonly runs: readonly Measured[];
}

/** How far a comparison is. */
export type VariantEvent =
  | RunEvent
  | SweepEvent & { readonly kind: "plan" }
  /** All runs are trained, and are measured on the test images. */
  | { readonly kind: "measure"; readonly runs: number; readonly backend: string };

/** What a comparison of variants is made of. */
export interface VariantSettings extends SweepSettings {
  /** A run of each variant for each seed. */
  readonly seeds: readonly Seed[];
  /** What all runs share: epochs, images, backend. */
  readonly shared: Shared;
}

/** The runs of all variants: first all those with the first seed. @throws {UserError} if one cannot be */
export function variantRuns(
  variants: readonly Variant[],
  { out, seeds, shared }: VariantSettings,
): SweepRun[] {
  const runs = seeds.flatMap((seed) =>
    variants.map((variant) => runOf(variant, seed, out, shared))
  );
  for (const { name, options } of runs) checkRun(name, options);
  return runs;
}

function runOf({ name, options }: Variant, seed: Seed, out: string, shared: Shared): SweepRun {
  const own = `${name}_seed-${seed}`;
  return { name: own, folder: `${out}/${own}`, options: { ...options, ...shared, seed } };
}

/** The test images, and a look at the training images. @throws {UserError} if they cannot be compared */
export async function imagesToMeasure(
  { shared, tell = () => {} }: Pick<VariantSettings, "shared" | "tell">,
): Promise<DataSet> {
  const { data: source = "mnist", images: count } = shared;
  const training = await loadImages({ source, count }, tell);
  noteVariety(training, tell);
  const test = await loadImages({ source, split: "test" }, tell);
  checkSameShape(training, test);
  checkCount(test, {
    ...{ least: 2, images: "test images", task: "cures" },
    since: "information and likelihood are means over them with standard errors",
  });
  return test;
}

/**
 * Trains the lab's VAE with each variant, with the same seeds and so the same batches, measures all runs on the
 * test images, and writes a table of them, a row a run.
 *
 * @param folder where the runs' folders lie, and `table` is written
 * @param rowOf what a row says of the variant
 * @returns what they came to; nothing where a run failed, which is told by its event
 * @throws the signal's reason, when the runs under way have stopped
 */
export async function* runVariants(
  variants: readonly Variant[],
  folder: OutputFolder,
  table: string,
  settings: VariantSettings & { readonly test: DataSet },
  rowOf: (variant: Variant) => object,
): AsyncGenerator<VariantEvent, readonly VariantResults[] | undefined> {
  const { out, seeds, shared, signal, tell, test } = settings;
  const runs = variantRuns(variants, settings);
  let failed = false;
  for await (const event of trainUndone(runs, folder, { ...settings, tell: undefined })) {
    if (event.kind === "end" && event.failure) failed = true;
    yield event as VariantEvent;
  }
  if (failed) return undefined;
  const { backend, threads } = shared;
  const used = await useBackend(backend, { threads, tell });
  yield { kind: "measure", runs: runs.length, backend: used };
  const results: VariantResults[] = [];
  const rows: object[] = [];
  for (const variant of variants) {
    const measured: Measured[] = [];
    for (const seed of seeds) {
      signal?.throwIfAborted();
      const { folder, options } = runOf(variant, seed, out, shared);
      const { epochs, ...numbers } = await measureCure(folder, test);
      measured.push({ epochs, ...numbers });
      rows.push({ ...rowOf(variant), ...options, seed: recordedSeed(seed), ...numbers });
    }
    results.push({ title: variant.title, runs: measured });
  }
  await folder.write(table, JSON.stringify(rows, null, 2) + "\n");
  return results;
}
