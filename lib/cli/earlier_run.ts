import { resolve } from "node:path";
import { type Backend, BACKENDS } from "../backend/use_backend.ts";
import type { StoredCheckpoint } from "../run/checkpoint.ts";
import { runFiles } from "../run/run_files.ts";
import type { RunFolder } from "../run/run_folder.ts";
import type { RunRecord } from "../run/run_record.ts";
import { isRecordedSeed, recordedOptions } from "../run/recorded_seed.ts";
import { UserError } from "../user_error.ts";
import { flagName } from "./flags.ts";
import type { TrainingOptions } from "./lab_flags.ts";

/** A run that is to begin: what it is by, and its images. */
export interface NewRun {
  /** The task's name. */
  readonly task: string;
  readonly options: TrainingOptions;
  /** Fills in what the options of an earlier run lack: the defaults of those that it did not have yet. */
  complete(recorded: RunRecord["options"]): RunRecord["options"];
  readonly lengthMatters?: boolean;
  /** Its training images. */
  readonly data: RunRecord["data"];
}

/**
 * Options that leave the model and its training alone, but for rounding; and those that choose the images,
 * which are compared themselves.
 */
const NEUTRAL = ["backend", "threads", "out", "resume", "force", "data", "images"];

/**
 * The checkpoint from which the earlier run in a folder is to be resumed; `undefined` if a new one is to
 * begin. A finished run of the same options may be run again.
 *
 * @throws {UserError} if that would lose an unfinished run, one of other options, or files that no run of
 * this lab wrote; or if the run cannot be resumed with these options
 */
export async function earlierRun(
  folder: RunFolder,
  run: NewRun,
): Promise<StoredCheckpoint | undefined> {
  const { resume, force, epochs } = run.options;
  if (force) return undefined;
  const checkpoint = resume ? await folder.readCheckpoint() : undefined;
  if (checkpoint) {
    // TensorFlow adds in another order on another number of threads; wasm does not.
    const free = checkpoint.record.backend === "tensorflow"
      ? NEUTRAL.filter((name) => name !== "threads")
      : NEUTRAL;
    const other = difference(checkpoint.record, run, run.lengthMatters ? free : longer(free));
    if (other) {
      throw new UserError(
        `${folder.path} holds another run: ${other}. --resume continues a run with the same options${
          run.lengthMatters ? "" : " (--epochs may differ)"
        }; --force replaces it.`,
      );
    }
    const done = checkpoint.record.epochs.length;
    const begun = checkpoint.state.batch > 0 ? done + 1 : done;
    if (epochs < begun) {
      throw new UserError(
        `the run in ${folder.path} is in epoch ${begun} already: --epochs ${epochs} is too few.`,
      );
    }
    return checkpoint;
  }
  const record = await folder.earlier();
  if (!record) {
    await refuseUnknownFiles(folder, run);
    return undefined;
  }
  const other = difference(record, run);
  if (other) {
    const mayResume = !run.lengthMatters && !difference(record, run, longer(NEUTRAL));
    const resumeIt = mayResume ? "continue it with --resume, " : "";
    throw new UserError(
      `${folder.path} holds another run: ${other}. Choose another folder with --out, ${resumeIt}or ` +
        `replace it with --force.`,
    );
  }
  if (!record.finishedAt && !resume) {
    throw unfinished(folder, `, ${record.epochs.length} of ${epochs} epochs done`);
  }
  return undefined;
}

/** Without a run.json, what lies in the folder is somebody else's, or a run's that lost it. */
async function refuseUnknownFiles(folder: RunFolder, { task, options }: NewRun): Promise<void> {
  const names = runFiles(task);
  const there = await Promise.all(names.map((name) => folder.has(name)));
  const found = names.filter((_, i) => there[i]);
  if (found.length === 0) return;
  const own = !found.includes("run.json") &&
    await folder.readCheckpoint().then(
      (checkpoint) => checkpoint?.record.task === task,
      () => false,
    );
  if (own && !options.resume) throw unfinished(folder, "");
  if (own) return;
  throw new UserError(
    `${folder.path} holds ${
      found.join(", ")
    }, and nothing shows that a run of ${task} wrote them: they ` +
      `would be lost. Choose another folder with --out, or replace them with --force.`,
  );
}

function unfinished(folder: RunFolder, done: string): UserError {
  return new UserError(
    `${folder.path} holds an unfinished run${done}. Continue it with --resume, replace it with ` +
      `--force, or choose another folder with --out.`,
  );
}

/**
 * The backend of the earlier run, since on another one it would become another run; without one, the
 * flag's.
 *
 * @throws {UserError} if `--backend` names another
 */
export function chooseBackend(
  { backend, out }: TrainingOptions,
  earlier?: StoredCheckpoint,
): Backend {
  const before = BACKENDS.find((name) => name === earlier?.record.backend);
  if (!before || backend === before) return backend;
  if (backend === "auto") return before;
  throw new UserError(
    `the run in ${out} was computed on ${before}: on ${backend} it would not be the same. Use --resume ` +
      `with --backend ${before}.`,
  );
}

/** Options that a longer run of the same kind may have others of. */
function longer(free: readonly string[]): readonly string[] {
  return [...free, "epochs"];
}

/**
 * The first thing in which an earlier run is another one: `its --seed was 0, here it is 1`. An option that
 * the earlier run's version did not have yet had its default then. Where no `--divisor` is given, the
 * earlier run's is kept.
 */
export function difference(
  earlier: Pick<RunRecord, "task" | "options" | "data">,
  { task, options, complete, data }: NewRun,
  free: readonly string[] = NEUTRAL,
): string | undefined {
  if (earlier.task !== task) {
    return `its task was ${JSON.stringify(earlier.task)}, here it is "${task}"`;
  }
  const before = complete(earlier.options);
  const given = recordedOptions({ ...options, divisor: options.divisor ?? before.divisor });
  const other = Object.keys({ ...before, ...given })
    .filter((name) => !free.includes(name))
    .find((name) => before[name] !== given[name]);
  if (!other) return differentImages(earlier.data, data);
  const value = (given: unknown) => given === undefined ? "not given" : text(given);
  return `its ${flagName(other)} was ${value(before[other])}, here it is ${value(given[other])}`;
}

function text(value: unknown): string {
  return isRecordedSeed(value) ? `${value}` : JSON.stringify(value);
}

/** How the images of two runs differ. Without their SHA-256, their number and their place must do. */
function differentImages(
  earlier: RunRecord["data"],
  now: RunRecord["data"],
): string | undefined {
  if (earlier.images !== now.images) {
    return `it was trained on ${earlier.images} images of ${earlier.name}, here there are ${now.images} of ` +
      now.name;
  }
  if (earlier.sha256 === undefined || now.sha256 === undefined) {
    const [a, b] = [earlier, now].map(({ name }) => name === "mnist" ? name : resolve(name));
    return a === b ? undefined : `its --data was ${earlier.name}, here it is ${now.name}`;
  }
  if (earlier.sha256 === now.sha256) return undefined;
  const short = (hash: string) => hash.slice(0, 12);
  return `its ${earlier.images} images were others: those of ${earlier.name} had the SHA-256 ` +
    `${short(earlier.sha256)}..., those of ${now.name} have ${short(now.sha256)}...`;
}
