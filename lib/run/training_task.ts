import type { Binarisation } from "../data/binarise.ts";
import type { DataSet } from "../data/data_set.ts";
import type { ModelOptions } from "../model/model_options.ts";
import type { InnerLoop } from "../train/aggressive_inference.ts";
import type { TrainOptions } from "../train/train.ts";
import type { Divisor, Objective } from "../train/objective.ts";
import { UserError } from "../user_error.ts";
import { typeName } from "../math/check_argument.ts";
import { defaultsOf, fillIn, type TableOf } from "./option.ts";
import type { RunOptions } from "./run_options.ts";

/** How the steps of a training are taken. */
export interface StepOptions extends Pick<TrainOptions, "learningRateFactor" | "epsilon"> {
  /** Whether the images are made black and white. */
  readonly binarisation?: Binarisation;
}

/** A task that trains: what may be chosen, and what is minimised. A {@linkcode Session} runs it. */
export interface TrainingTask<O extends RunOptions = RunOptions> {
  /** For `run.json`, and by default the folder. */
  readonly name: string;
  /** What may be chosen; `O` are its values. */
  readonly options: TableOf<O>;
  /** The divisor of the reconstruction term, if none is given. */
  readonly divisor: Divisor;
  /** Fills in the options whose default depends on others. */
  settle?(options: O): O;
  /** What is wrong with options that do not go together; names them in backquotes. */
  objection?(options: O): string | undefined;
  /** What is minimised. */
  objective(options: O, divisor: Divisor, data: DataSet): Objective;
  /** How far the encoder is trained before each step of the decoder; nothing where both are trained together. */
  innerLoop?(options: O): InnerLoop | undefined;
  /**
   * Whether another loss is minimised than reconstruction + weight * KL over all Gaussian posteriors, which linear theory
   * speaks of.
   */
  otherLoss?(options: O): boolean;
  /**
   * The weight of the KL term at the end of the run; `undefined` where only training tells. `beta`, where the task
   * says nothing.
   *
   * @param pixels of an image
   */
  lastWeight?(options: O, pixels: number): number | undefined;
  /** How its steps are taken, where it is not as the lab takes them. */
  steps?(options: O): StepOptions;
  /** What the model is, where it is not the lab's. */
  model?(options: O): Partial<ModelOptions>;
  /** Whether a longer run is another one from the start, as where a schedule spans the run. */
  lengthMatters?(options: O): boolean;
  /** What was trained, in a line above its figures. */
  title(options: O, data: DataSet): string;
}

/**
 * The options of a run: those that are given, the defaults of the others.
 *
 * @throws {TypeError} if the task is none, or `given` is no object
 * @throws {UserError} for an unknown name, a value that is not allowed, and options that do not go together
 */
export function optionsOf<O extends RunOptions>(
  task: TrainingTask<O>,
  given: Readonly<Record<string, unknown>>,
): O {
  if (typeof task?.options !== "object" || typeof task.objective !== "function") {
    throw new TypeError(
      `task must be a training task, such as naive or trainTask, got ${typeName(task)}`,
    );
  }
  const options = fillIn(task.options, given) as O;
  const mistake = task.objection?.(options);
  if (mistake) throw new UserError(mistake);
  return task.settle?.(options) ?? options;
}

/** Recorded options, with the defaults of those that are newer than the run. */
export function completeOptions<O extends RunOptions>(
  { options: table, settle }: TrainingTask<O>,
  recorded: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const options = { ...defaultsOf(table), ...recorded } as O;
  return { ...settle?.(options) ?? options } as Readonly<Record<string, unknown>>;
}
