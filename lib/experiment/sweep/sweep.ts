import { loadImages } from "../../data/load_images.ts";
import { noteVariety } from "../../data/variety.ts";
import { checkList, checkObject, checkPath, checkWhole } from "../../math/check_argument.ts";
import { OutputFolder } from "../../run/output_folder.ts";
import { collect, type SweepResults } from "./collect.ts";
import { earlierResults } from "./earlier_results.ts";
import { eigenvaluesFile, sharedEigenvalues } from "./eigenvalues_file.ts";
import type { SweepRun } from "./grid.ts";
import { imagesOf } from "./is_done.ts";
import { isDone } from "./is_done.ts";
import { type RunEvent, type StartRun, trainAll } from "./train_all.ts";
import { trainHere } from "./train_here.ts";

/** How a sweep is done. */
export interface SweepSettings {
  /** The folder of the runs' folders, the table and the figures. */
  readonly out: string;
  /** Whether files there that are not a sweep's may be replaced. */
  readonly force?: boolean;
  /** Trains a run; in this process, if nothing is said. */
  readonly start?: StartRun;
  /** Runs at a time; more than one takes a `start` that trains elsewhere. */
  readonly jobs?: number;
  /** Stops the runs under way, which keep what they have trained. */
  readonly signal?: AbortSignal;
  /** Is told, a sentence each, what is odd about the images. */
  readonly tell?: (caution: string) => void;
}

/** How far a sweep is. */
export type SweepEvent =
  | RunEvent
  | {
    /** What there is to do. */
    readonly kind: "plan";
    readonly runs: readonly SweepRun[];
    /** Those that are not done yet. */
    readonly todo: readonly SweepRun[];
  }
  | { readonly kind: "results"; readonly results: SweepResults };

/**
 * Trains those runs that are not done, and makes a table and figures of all.
 *
 * @param runs as `sweepRuns` gives them
 * @throws {UserError} if a folder holds another run, or what would be lost; a run that fails is told by its
 * event, and the others are done nevertheless
 * @throws the signal's reason, when the runs under way have stopped
 *
 * @example Two weights of the KL term, three seeds
 * ```ts ignore
 * import { sweep } from "./sweep.ts";
 * import { sweepRuns } from "./grid.ts";
 *
 * const runs = sweepRuns([{ axes: { beta: [1, 4], seed: [0, 1, 2] }, shared: { epochs: 2 } }], "out/betas");
 * for await (const event of sweep(runs, { out: "out/betas" })) {
 *   if (event.kind === "end") console.log(event.run.name, event.failure ?? "done");
 *   if (event.kind === "results") console.log(event.results.rows.map(({ loss }) => loss));
 * }
 * ```
 */
export async function* sweep(
  runs: readonly SweepRun[],
  settings: SweepSettings,
): AsyncGenerator<SweepEvent, void> {
  const { out, force } = checkObject("settings", settings);
  checkRuns(runs);
  using folder = await openSweep(checkPath("out", out), force);
  let failures = 0;
  for await (const event of trainUndone(runs, folder, settings)) {
    if (event.kind === "end" && event.failure) failures++;
    yield event;
  }
  if (failures === runs.length) return;
  yield { kind: "results", results: await collect([out], folder) };
}

/** Trains those runs that are not complete in their folders, the first part of a {@linkcode sweep}. */
export async function* trainUndone(
  runs: readonly SweepRun[],
  folder: OutputFolder,
  { start = trainHere, jobs = 1, signal = new AbortController().signal, tell }: SweepSettings,
): AsyncGenerator<RunEvent | SweepEvent & { readonly kind: "plan" }, void> {
  checkWhole("jobs", jobs, { min: 1 });
  if (jobs > 1 && start === trainHere) {
    throw new RangeError(`one process trains one run at a time; got jobs ${jobs} and no start`);
  }
  const todo = await undoneRuns(runs);
  yield { kind: "plan", runs, todo };
  const files = new Map<string, string>();
  for (const { source, count } of sources(todo)) {
    const data = await loadImages({ source, count }, tell ?? (() => {}));
    if (tell) noteVariety(data, tell);
    await sharedEigenvalues(folder, data);
    files.set(sourceKey(source, count), `${folder.path}/${await eigenvaluesFile(data)}`);
  }
  const eigenvalues = ({ options: { data, images } }: SweepRun) =>
    files.get(sourceKey(data, images));
  yield* trainAll(todo, { start, jobs, signal, eigenvalues });
}

function checkRuns(runs: readonly SweepRun[]): void {
  for (const run of checkList("runs", runs)) {
    if (typeof run?.folder === "string" && typeof run.options === "object") continue;
    throw new TypeError("runs must be as sweepRuns() gives them, got others");
  }
}

/** Opens the folder of a sweep. @throws {UserError} as {@linkcode OutputFolder.open} does */
export function openSweep(out: string, force?: boolean): Promise<OutputFolder> {
  return OutputFolder.open(out, {
    ...{ task: "sweep", files: ["runs.csv", "runs.json"], force },
    earlier: earlierResults("runs.json", ["run", "seed", "klPerUnit"], RESULTS),
  });
}

/** What a sweep writes beside its runs. */
const RESULTS = /^(runs\.(csv|json)|lab\.png|(phase|rate-distortion)-.*\.png)$/;

/** The runs that are not complete in their folders. @throws {UserError} if a run of other options is there */
export async function undoneRuns(runs: readonly SweepRun[]): Promise<SweepRun[]> {
  const todo: SweepRun[] = [];
  const images = imagesOf();
  for (const run of runs) if (!await isDone(run, images)) todo.push(run);
  return todo;
}

/** Each set of training images once. */
function sources(runs: readonly SweepRun[]): { source?: string; count?: number }[] {
  const found = runs.map(({ options: { data: source, images: count } }) => ({ source, count }));
  const key = ({ source, count }: typeof found[number]) => sourceKey(source, count);
  return [...new Map(found.map((each) => [key(each), each])).values()];
}

function sourceKey(source = "mnist", count?: number): string {
  return JSON.stringify([source, count]);
}
