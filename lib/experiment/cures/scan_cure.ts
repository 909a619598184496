import { methodCurves } from "../../figure/method_curves.ts";
import { checkList, checkObject, checkPath, checkWord } from "../../math/check_argument.ts";
import type { Seed } from "../../math/seed.ts";
import { kebabCase } from "../../run/option.ts";
import { OutputFolder } from "../../run/output_folder.ts";
import { checkShared } from "../sweep/check_shared.ts";
import { earlierResults } from "../sweep/earlier_results.ts";
import type { Shared } from "../sweep/grid.ts";
import type { SweepSettings } from "../sweep/sweep.ts";
import type { TrainTaskOptions } from "../train_options.ts";
import { writePicture } from "../write_picture.ts";
import { CHOSEN } from "./cures.ts";
import { METHOD_NAMES, type MethodName, methodOf } from "./methods.ts";
import {
  imagesToMeasure,
  runVariants,
  type Variant,
  type VariantEvent,
  type VariantResults,
  variantRuns,
} from "./run_variants.ts";

/** The methods whose setting can be scanned: those with a grid. */
export const SCANNED_NAMES: readonly MethodName[] = METHOD_NAMES.filter((name) =>
  methodOf(name).grid !== undefined
);

/**
 * The seeds of a scan. They are not those of a comparison: a setting that was chosen because its seeds did well
 * would do well with them once more.
 */
export const SCAN_SEEDS: readonly Seed[] = [100, 101, 102];

/** What is scanned, and how. */
export interface ScanSettings extends SweepSettings {
  /** One with a grid. */
  readonly method: MethodName;
  /** A run of each setting for each seed; {@linkcode SCAN_SEEDS}, if nothing is said. */
  readonly seeds?: readonly Seed[];
  /** What all runs share: epochs, images, backend. */
  readonly shared?: Shared;
}

/** What a scan came to. */
export interface ScanResults {
  /** Each setting, and what it came to with each seed. */
  readonly settings: readonly VariantResults[];
  /** The title of the setting with which the method takes part in comparisons, if the grid has it. */
  readonly current?: string;
}

/** How far a scan is. */
export type ScanEvent =
  | VariantEvent
  | { readonly kind: "scan"; readonly results: ScanResults };

/** A method's settings: each combination of its grid's values, called by them. */
export function settingsOf(method: MethodName): readonly Variant[] {
  const { options, grid = {} } = methodOf(method);
  const points = Object.entries<readonly unknown[]>(grid).reduce<Record<string, unknown>[]>(
    (points, [name, values]) =>
      points.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
    [{}],
  );
  return points.map((point) => {
    const values = Object.entries(point).map(([name, value]) => [kebabCase(name), `${value}`]);
    return {
      name: ["scan", method, ...values.map((pair) => pair.join("-"))].join("_"),
      title: values.map(([name, value]) => `${name.replaceAll("-", " ")} ${value}`).join(", "),
      options: { ...options, ...point } as Partial<TrainTaskOptions>,
    };
  });
}

/**
 * Trains the lab's VAE with each setting of a method's grid, measures all runs on the test images, and writes
 * `scan-METHOD.json` and `scan-METHOD.png`.
 *
 * @throws as {@linkcode cures} does
 */
export async function* scanCure(given: ScanSettings): AsyncGenerator<ScanEvent, void> {
  const { method, seeds = SCAN_SEEDS, shared = {}, ...settings } = checkObject("settings", given);
  const { out, force } = settings;
  checkPath("out", out);
  checkWord("method", method, SCANNED_NAMES);
  checkList("seeds", seeds);
  checkShared(shared, CHOSEN);
  const variants = settingsOf(method);
  const all = { ...settings, seeds, shared };
  variantRuns(variants, all);
  const test = await imagesToMeasure(all);
  const [table, picture] = [`scan-${method}.json`, `scan-${method}.png`];
  using folder = await OutputFolder.open(out, {
    ...{ task: "cures", files: [table, picture], force },
    earlier: earlierResults(
      table,
      ["setting", "seed", "fittedBound"],
      /^(scan-.*|cures)\.(json|png)$/,
    ),
  });
  const found = yield* runVariants(
    variants,
    folder,
    table,
    { ...all, test },
    ({ title: setting }) => ({ method, setting }),
  );
  if (!found) return;
  const canvas = await methodCurves({
    title: `${methodOf(method).title}: its settings, n = ${seeds.length}`,
    series: found.map(({ title, runs }) => ({
      name: title,
      runs: runs.map(({ epochs }) => epochs),
    })),
  });
  await writePicture(folder, picture, canvas);
  yield { kind: "scan", results: { settings: found, current: currentSetting(method) } };
}

/** The title of the setting that the method has. */
function currentSetting(method: MethodName): string | undefined {
  const own = methodOf(method).options as Readonly<Record<string, unknown>>;
  return settingsOf(method).find(({ options }) =>
    Object.entries(options).every(([name, value]) => own[name] === value)
  )?.title;
}
