import { resolve } from "node:path";
import { type Backend, BACKENDS } from "../backend/backends.ts";
import { LAB_IMAGE, shapeText } from "../math/image_shape.ts";
import type { StoredCheckpoint } from "./checkpoint.ts";
import { runFiles } from "./run_files.ts";
import type { RunFolder } from "./run_folder.ts";
import type { RunRecord } from "./run_record.ts";
import { isRecordedSeed, recordedOptions } from "./recorded_seed.ts";
import { UserError } from "../user_error.ts";
import { type Divisor, DIVISORS } from "../train/objective.ts";
import { modelOptions } from "./option.ts";
import type { RunOptions } from "./run_options.ts";
import { completeOptions, type TrainingTask } from "./training_task.ts";

/** A run that is to begin: what it is by, and its images. */
export interface NewRun {
  readonly task: TrainingTask;
  readonly options: RunOptions;
  /** Its training images. */
  readonly data: RunRecord["data"];
}

/** What an earlier run hands on to the next one in its folder. */
export interface EarlierRun {
  /** Where the next run continues; absent if it begins anew. */
  readonly checkpoint?: StoredCheckpoint;
  /** The divisor of the reconstruction term, which a repeated run keeps too if none is given. */
  readonly divisor?: Divisor;
}

/**
 * What the earlier run in a folder hands on. A finished run of the same options may be run again.
 *
 * @throws {UserError} if that would lose an unfinished run, one of other options, or files that no run of
 * this lab wrote; or if the run cannot be resumed with these options
 */
export async function earlierRun(
  folder: RunFolder,
  run: NewRun,
): Promise<EarlierRun> {
  const { resume, force, epochs } = run.options;
  if (force) return {};
  const lengthMatters = run.task.lengthMatters?.(run.options) ?? false;
  const checkpoint = resume ? await folder.readCheckpoint() : undefined;
  if (checkpoint) {
    const other = difference(checkpoint.record, run, {
      // TensorFlow adds in another order on another number of threads; wasm does not.
      also: ["blas", "tensorflow"].includes(checkpoint.record.backend) ? ["threads"] : [],
      free: lengthMatters ? [] : ["epochs"],
    });
    if (other) {
      throw new UserError(
        `${folder.path} holds another run: ${other}. \`resume\` continues a run with the same options${
          lengthMatters ? "" : " (`epochs` may differ)"
        }; \`force\` replaces it.`,
      );
    }
    const done = checkpoint.record.epochs.length;
    const begun = checkpoint.state.batch > 0 ? done + 1 : done;
    if (epochs < begun) {
      throw new UserError(
        `the run in ${folder.path} is in epoch ${begun} already: \`epochs\` ${epochs} is too few.`,
      );
    }
    return { checkpoint, divisor: divisorIn(checkpoint.record) };
  }
  const record = await folder.earlier();
  if (!record) {
    await refuseUnknownFiles(folder, run);
    return {};
  }
  const other = difference(record, run);
  if (other) {
    const mayResume = !lengthMatters && !difference(record, run, { free: ["epochs"] });
    const resumeIt = mayResume ? "continue it with `resume`, " : "";
    throw new UserError(
      `${folder.path} holds another run: ${other}. Choose another folder with \`out\`, ${resumeIt}or ` +
        `replace it with \`force\`.`,
    );
  }
  if (!record.finishedAt && !resume) {
    throw unfinished(folder, `, ${record.epochs.length} of ${epochs} epochs done`);
  }
  return { divisor: divisorIn(record) };
}

/** Without a run.json, what lies in the folder is somebody else's, or a run's that lost it. */
async function refuseUnknownFiles(folder: RunFolder, { task, options }: NewRun): Promise<void> {
  const names = runFiles(task.name);
  const there = await Promise.all(names.map((name) => folder.has(name)));
  const found = names.filter((_, i) => there[i]);
  if (found.length === 0) return;
  const own = !found.includes("run.json") &&
    await folder.readCheckpoint().then(
      (checkpoint) => checkpoint?.record.task === task.name,
      () => false,
    );
  if (own && !options.resume) throw unfinished(folder, "");
  if (own) return;
  throw new UserError(
    `${folder.path} holds ${
      found.join(", ")
    }, and nothing shows that a run of ${task.name} wrote them: they ` +
      `would be lost. Choose another folder with \`out\`, or replace them with \`force\`.`,
  );
}

function unfinished(folder: RunFolder, done: string): UserError {
  return new UserError(
    `${folder.path} holds an unfinished run${done}. Continue it with \`resume\`, replace it with ` +
      `\`force\`, or choose another folder with \`out\`.`,
  );
}

function divisorIn({ options }: RunRecord): Divisor | undefined {
  return DIVISORS.find((name) => name === options.divisor);
}

/**
 * The backend of the run that is resumed, since on another one it would become another run; else the one
 * that the options name.
 *
 * @throws {UserError} if they name another
 */
export function chooseBackend(
  { backend, out }: RunOptions,
  earlier?: StoredCheckpoint,
): Backend {
  const before = BACKENDS.find((name) => name === earlier?.record.backend);
  if (!before || backend === before) return backend;
  if (backend === "auto") return before;
  throw new UserError(
    `the run in ${out} was computed on ${before}: on ${backend} it would not be the same. Use \`resume\` ` +
      `with \`backend\` ${before}.`,
  );
}

/**
 * The first thing in which an earlier run is another one: "its `seed` was 0, here it is 1". An option that
 * the earlier run's version did not have yet had its default then. Where no divisor is given, the earlier
 * run's is kept. Options that shape nothing, or the images, are not compared: the images themselves are.
 */
export function difference(
  earlier: Pick<RunRecord, "task" | "options" | "data">,
  { task, options, data }: NewRun,
  { also = [], free = [] }: { readonly also?: string[]; readonly free?: readonly string[] } = {},
): string | undefined {
  if (earlier.task !== task.name) {
    return `its task was ${JSON.stringify(earlier.task)}, here it is "${task.name}"`;
  }
  const before = completeOptions(task, earlier.options);
  const given = recordedOptions({ ...options, divisor: options.divisor ?? before.divisor });
  const other = [...modelOptions(task.options), ...also]
    .filter((name) => !free.includes(name))
    .find((name) => before[name] !== given[name]);
  if (!other) return differentImages(earlier.data, data);
  const value = (given: unknown) => given === undefined ? "not given" : text(given);
  return `its \`${other}\` was ${value(before[other])}, here it is ${value(given[other])}`;
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
  const [before, here] = [earlier, now].map(({ height, width }) =>
    shapeText(height && width ? { height, width } : LAB_IMAGE)
  );
  if (before !== here) return `its images had ${before} pixels, here they have ${here}`;
  if (earlier.sha256 === undefined || now.sha256 === undefined) {
    const [a, b] = [earlier, now].map(({ name }) => name === "mnist" ? name : resolve(name));
    return a === b ? undefined : `its \`data\` was ${earlier.name}, here it is ${now.name}`;
  }
  if (earlier.sha256 === now.sha256) return undefined;
  const short = (hash: string) => hash.slice(0, 12);
  return `its ${earlier.images} images were others: those of ${earlier.name} had the SHA-256 ` +
    `${short(earlier.sha256)}..., those of ${now.name} have ${short(now.sha256)}...`;
}
