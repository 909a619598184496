import { type Backend, BACKENDS } from "../backend/use_backend.ts";
import type { Checkpoint } from "../run/checkpoint.ts";
import type { RunFolder } from "../run/run_folder.ts";
import { UserError } from "../user_error.ts";
import { flagName } from "./flags.ts";
import type { TrainingOptions } from "./lab_flags.ts";
import type { TrainingPlan } from "./prepare_training.ts";

/** What a run is by. */
type Plan = Pick<TrainingPlan, "task" | "options" | "lengthMatters">;

/** Options that leave the model and its training alone, but for rounding. */
const NEUTRAL = ["backend", "threads", "out", "resume", "force"];

/**
 * Where the earlier run in a folder is to be gone on with; `undefined` if a new one is to begin. A
 * finished run of the same options may be run again.
 *
 * @throws {UserError} if that would lose an unfinished run, or one of other options, or if there is no
 * going on with these options
 */
export async function earlierRun(folder: RunFolder, plan: Plan): Promise<Checkpoint | undefined> {
  const { resume, force, epochs } = plan.options;
  if (force) return undefined;
  const checkpoint = resume ? await folder.readCheckpoint() : undefined;
  if (checkpoint) {
    // TensorFlow adds in another order on another number of threads; wasm does not.
    const free = checkpoint.record.backend === "tensorflow"
      ? NEUTRAL.filter((name) => name !== "threads")
      : NEUTRAL;
    const other = difference(checkpoint.record, plan, plan.lengthMatters ? free : longer(free));
    if (other) {
      throw new UserError(
        `${folder.path} holds another run: ${other}. --resume goes on with the same options${
          plan.lengthMatters ? "" : " (--epochs may differ)"
        }; --force replaces that run.`,
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
  const other = record && difference(record, plan);
  if (other) {
    const mayGoOn = !plan.lengthMatters && !difference(record, plan, longer(NEUTRAL));
    const resumeIt = mayGoOn ? "go on with it by --resume, " : "";
    throw new UserError(
      `${folder.path} holds another run: ${other}. Choose another folder with --out, ${resumeIt}or ` +
        `replace it with --force.`,
    );
  }
  const unfinished = record ? !record.finishedAt : await folder.hasCheckpoint();
  if (unfinished && !resume) {
    const done = record ? `, ${record.epochs?.length ?? 0} of ${epochs} epochs done` : "";
    throw new UserError(
      `${folder.path} holds an unfinished run${done}. Go on with it by --resume, replace it with ` +
        `--force, or choose another folder with --out.`,
    );
  }
  return undefined;
}

/**
 * The backend of the earlier run, since on another one it would become another run; without one, the
 * flag's.
 *
 * @throws {UserError} if `--backend` names another
 */
export function chooseBackend({ backend, out }: TrainingOptions, earlier?: Checkpoint): Backend {
  const before = BACKENDS.find((name) => name === earlier?.record.backend);
  if (!before || backend === before) return backend;
  if (backend === "auto") return before;
  throw new UserError(
    `the run in ${out} was computed on ${before}: on ${backend} it would not be the same. --resume ` +
      `goes on with --backend ${before}.`,
  );
}

/** Options that a longer run of the same kind may have others of. */
function longer(free: readonly string[]): readonly string[] {
  return [...free, "epochs"];
}

/** The first thing in which an earlier run is another one: `its --seed was 0, here it is 1`. */
export function difference(
  earlier: { readonly task?: string; readonly options: Readonly<Record<string, unknown>> },
  { task, options }: Plan,
  free: readonly string[] = NEUTRAL,
): string | undefined {
  if (earlier.task !== undefined && earlier.task !== task) {
    return `its task was ${JSON.stringify(earlier.task)}, here it is "${task}"`;
  }
  const given: Readonly<Record<string, unknown>> = options;
  const other = Object.keys({ ...earlier.options, ...given })
    .filter((name) => !free.includes(name))
    .find((name) => earlier.options[name] !== given[name]);
  if (!other) return undefined;
  const value = (given: unknown) => given === undefined ? "not given" : JSON.stringify(given);
  return `its ${flagName(other)} was ${value(earlier.options[other])}, here it is ${
    value(given[other])
  }`;
}
