import { useBackend } from "../../backend/use_backend.ts";
import { checkCount } from "../../data/check_count.ts";
import { checkSameShape } from "../../data/check_same_shape.ts";
import { loadImages } from "../../data/load_images.ts";
import { noteVariety } from "../../data/variety.ts";
import { methodCurves } from "../../figure/method_curves.ts";
import { checkList, checkObject, checkPath, checkWord } from "../../math/check_argument.ts";
import type { Seed } from "../../math/seed.ts";
import { OutputFolder } from "../../run/output_folder.ts";
import { recordedSeed } from "../../run/recorded_seed.ts";
import type { RunEvent } from "../sweep/train_all.ts";
import { earlierResults } from "../sweep/earlier_results.ts";
import { checkRun, checkShared } from "../sweep/check_shared.ts";
import type { Shared, SweepRun } from "../sweep/grid.ts";
import { type SweepEvent, type SweepSettings, trainUndone } from "../sweep/sweep.ts";
import { writePicture } from "../write_picture.ts";
import { measureCure, type Measured } from "./measure_cure.ts";
import { METHOD_NAMES, type MethodName, METHODS } from "./methods.ts";

/** What is compared, and how. */
export interface CuresSettings extends SweepSettings {
  /** All of them, if nothing is said. */
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
  | RunEvent
  | SweepEvent & { readonly kind: "plan" }
  /** All runs are trained, and are measured on the test images. */
  | { readonly kind: "measure"; readonly runs: number; readonly backend: string }
  | { readonly kind: "results"; readonly results: readonly MethodResults[] };

/**
 * Trains the lab's VAE with each method, with the same seeds and so the same batches, measures all runs on
 * the test images, and writes `cures.json` and `cures.png`.
 *
 * @throws {UserError} for images that cannot be measured, and a folder that holds what would be lost; a run
 * that fails is told by its event, and then nothing is measured
 * @throws the signal's reason, when the runs under way have stopped
 */
export async function* cures(given: CuresSettings): AsyncGenerator<CuresEvent, void> {
  const { methods = METHOD_NAMES, seeds = [0, 1, 2], shared = {}, ...settings } = checkObject(
    "settings",
    given,
  );
  const { out, force, signal, tell = () => {} } = settings;
  checkPath("out", out);
  for (const name of checkList("methods", methods)) checkWord("a method", name, METHOD_NAMES);
  checkList("seeds", seeds);
  checkShared(shared, {
    ...Object.fromEntries(
      METHOD_NAMES.flatMap((name) =>
        Object.keys(METHODS[name].options).map((option) => [option, "methods"])
      ),
    ),
    seed: "seeds",
  });
  const plan = (method: MethodName, seed: Seed): SweepRun => {
    const name = `${method}_seed-${seed}`;
    const options = { ...METHODS[method].options, ...shared, seed };
    return { name, folder: `${out}/${name}`, options };
  };
  const runs = seeds.flatMap((seed) => methods.map((method) => plan(method, seed)));
  for (const { name, options } of runs) checkRun(name, options);
  const { data: source = "mnist", images: count, backend, threads } = shared;
  const training = await loadImages({ source, count }, tell);
  noteVariety(training, tell);
  const test = await loadImages({ source, split: "test" }, tell);
  checkSameShape(training, test);
  checkCount(test, {
    ...{ least: 2, images: "test images", task: "cures" },
    since: "information and likelihood are means over them with standard errors",
  });
  using folder = await OutputFolder.open(out, {
    ...{ task: "cures", files: ["cures.json", "cures.png"], force },
    earlier: earlierResults("cures.json", ["method", "seed", "fittedBound"], /^cures\.(json|png)$/),
  });
  let failed = false;
  for await (const event of trainUndone(runs, folder, { ...settings, tell: undefined })) {
    if (event.kind === "end" && event.failure) failed = true;
    yield event;
  }
  if (failed) return;

  const used = await useBackend(backend, { threads, tell: settings.tell });
  yield { kind: "measure", runs: runs.length, backend: used };
  const results: { method: MethodName; title: string; runs: Measured[] }[] = [];
  const rows = [];
  for (const method of methods) {
    const { title, options } = METHODS[method];
    const measured: Measured[] = [];
    for (const seed of seeds) {
      signal?.throwIfAborted();
      const { epochs, ...numbers } = await measureCure(plan(method, seed).folder, test);
      measured.push({ epochs, ...numbers });
      rows.push({ method, seed: recordedSeed(seed), ...options, ...shared, ...numbers });
    }
    results.push({ method, title, runs: measured });
  }
  const canvas = await methodCurves({
    title: `Cures of posterior collapse, n = ${seeds.length} ${
      seeds.length === 1 ? "seed" : "seeds"
    } each`,
    series: results.map(({ title, runs }) => ({
      name: title,
      runs: runs.map(({ epochs }) => epochs),
    })),
  });
  await folder.write("cures.json", JSON.stringify(rows, null, 2) + "\n");
  await writePicture(folder, "cures.png", canvas);
  yield { kind: "results", results };
}
