import { methodCurves } from "../../figure/method_curves.ts";
import { checkList, checkObject, checkPath, checkWord } from "../../math/check_argument.ts";
import type { Seed } from "../../math/seed.ts";
import { OutputFolder } from "../../run/output_folder.ts";
import { checkShared } from "../sweep/check_shared.ts";
import { earlierResults } from "../sweep/earlier_results.ts";
import type { Shared } from "../sweep/grid.ts";
import type { SweepSettings } from "../sweep/sweep.ts";
import { writePicture } from "../write_picture.ts";
import type { Measured } from "./measure_cure.ts";
import { METHOD_NAMES, type MethodName, methodOf, USUAL_METHODS } from "./methods.ts";
import { imagesToMeasure, runVariants, type VariantEvent, variantRuns } from "./run_variants.ts";

/** What is compared, and how. */
export interface CuresSettings extends SweepSettings {
  /** {@linkcode USUAL_METHODS}, if nothing is said. */
  readonly methods?: readonly MethodName[];
  /** A run of each method for each seed. */
  readonly seeds?: readonly Seed[];
  /** What all runs share: epochs, images, backend. */
  readonly shared?: Shared;
}

/** A method, and what it came to with each seed, in the same order of seeds for every method. */
export interface MethodResults {
  /** Its name. */
  readonly method: MethodName;
  /** What tables and figures call it. */
  readonly title: string;
  /** What each run came to. */
  readonly runs: readonly Measured[];
}

/** How far a comparison of cures is. */
export type CuresEvent =
  | VariantEvent
  | { readonly kind: "results"; readonly results: readonly MethodResults[] };

/** What the methods choose, and runs therefore cannot share. */
export const CHOSEN: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    METHOD_NAMES.flatMap((name) =>
      Object.keys({ ...methodOf(name).options, ...methodOf(name).grid })
        .map((option) => [option, "methods"])
    ),
  ),
  seed: "seeds",
};

/**
 * Trains the lab's VAE with each method, with the same seeds and so the same batches, measures all runs on
 * the test images, and writes `cures.json` and `cures.png`.
 *
 * @throws {UserError} for images that cannot be measured, and a folder that holds what would be lost; a run
 * that fails is told by its event, and then nothing is measured
 * @throws the signal's reason, when the runs under way have stopped
 */
export async function* cures(given: CuresSettings): AsyncGenerator<CuresEvent, void> {
  const { methods = USUAL_METHODS, seeds = [0, 1, 2], shared = {}, ...settings } = checkObject(
    "settings",
    given,
  );
  const { out, force } = settings;
  checkPath("out", out);
  for (const name of checkList("methods", methods)) checkWord("a method", name, METHOD_NAMES);
  checkList("seeds", seeds);
  checkShared(shared, CHOSEN);
  const variants = methods.map((name) => ({ name, ...methodOf(name) }));
  const all = { ...settings, seeds, shared };
  variantRuns(variants, all); // what cannot be is told before images are read
  const test = await imagesToMeasure(all);
  using folder = await OutputFolder.open(out, {
    ...{ task: "cures", files: ["cures.json", "cures.png"], force },
    earlier: earlierResults("cures.json", ["method", "seed", "fittedBound"], /^cures\.(json|png)$/),
  });
  const found = yield* runVariants(
    variants,
    folder,
    "cures.json",
    { ...all, test },
    ({ name: method }) => ({ method }),
  );
  if (!found) return;
  const results = found.map((each, i) => ({ method: methods[i], ...each }));
  const canvas = await methodCurves({
    title: `Cures of posterior collapse, n = ${seeds.length} ${
      seeds.length === 1 ? "seed" : "seeds"
    } each`,
    series: results.map(({ title, runs }) => ({
      name: title,
      runs: runs.map(({ epochs }) => epochs),
    })),
  });
  await writePicture(folder, "cures.png", canvas);
  yield { kind: "results", results };
}
