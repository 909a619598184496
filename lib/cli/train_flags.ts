import { ARCHITECTURES, HEADS, LIKELIHOODS, type ModelOptions } from "../model/model_options.ts";
import { type Schedule, schedule, type ScheduleOptions, SCHEDULES } from "../train/schedule.ts";
import { defaultsOf, flagName, oneOf, type Options, realNumber, wholeNumber } from "./flags.ts";
import { trainingFlags } from "./lab_flags.ts";

/** Epochs of the lab's annealed run, which `deno task train` repeats unless it is told otherwise. */
const EPOCHS = 15;

/** What belongs to one schedule, and what it is when it is not given: the lab's, or its paper's. */
const SHAPES = {
  constant: {},
  linear: { warmUp: 0, annealing: 5 },
  cyclical: { cycles: 4, rise: 0.5 },
  sigmoid: { midpoint: 2.5, steepness: 2 },
} as const;

/** The flags of `deno task train`: every model, every objective. */
export const TRAIN_FLAGS = {
  ...trainingFlags("train", EPOCHS, "rows"),
  architecture: oneOf("the lab's layers, or linear ones without a sigmoid", "lab", ARCHITECTURES),
  head: oneOf("how mu and logVar end (default: leaky, the lab's)", undefined, HEADS),
  likelihood: oneOf("squared error, or cross-entropy", "gaussian", LIKELIHOODS),
  decoder: oneOf("its variance: fixed, or sigma-VAE's optimal one", "fixed", ["fixed", "sigma"]),
  schedule: oneOf("of the KL term's weight up to --beta", "linear", SCHEDULES),
  warmUp: wholeNumber("linear: epochs without the KL term (default: 0)", undefined, 0),
  annealing: wholeNumber("linear: epochs in which it then rises (default: 5)", undefined, 0),
  cycles: wholeNumber("cyclical: cycles in the whole run (default: 4)", undefined, 1),
  rise: realNumber(
    "cyclical: part of a cycle in which it rises (default: 0.5)",
    undefined,
    { above: 0, max: 1 },
  ),
  midpoint: realNumber("sigmoid: epochs until the half (default: 2.5)", undefined, { min: 0 }),
  steepness: realNumber("sigmoid: in 1 / epoch (default: 2)", undefined, { above: 0 }),
  freeBits: realNumber("nats that cost nothing in each unit", 0, { min: 0 }),
};

/** The values of {@linkcode TRAIN_FLAGS} as they were typed. */
export type TypedOptions = Options<typeof TRAIN_FLAGS>;

/** Tells which flags do not go together, or have no effect beside the others. */
export function objection(options: Partial<TypedOptions>): string | undefined {
  const { architecture, head, likelihood, decoder, schedule } = options;
  for (const [owner, shape] of Object.entries(SHAPES)) {
    const stray = Object.keys(shape).find((name) =>
      options[name as keyof TypedOptions] !== undefined
    );
    if (stray && owner !== schedule) {
      return `${flagName(stray)} belongs to --schedule ${owner}, and the schedule is ${schedule}.`;
    }
  }
  if (architecture === "linear" && head === "leaky") {
    return "--head leaky has no place in --architecture linear, which has no activation at all.";
  }
  if (likelihood === "bernoulli" && architecture === "linear") {
    return "--likelihood bernoulli wants pixels in (0, 1), and --architecture linear has no sigmoid.";
  }
  if (likelihood === "bernoulli" && decoder === "sigma") {
    return "--decoder sigma has no place beside --likelihood bernoulli, which has no variance to learn.";
  }
}

/** The options with what was not typed filled in, as `run.json` notes them. */
export function settle(options: TypedOptions): TrainOptions {
  const { architecture, schedule } = options;
  const head = options.head ?? (architecture === "linear" ? "linear" : "leaky");
  const shape = Object.entries(SHAPES[schedule]).map(([name, initial]) => [
    name,
    options[name as keyof TypedOptions] ?? initial,
  ]);
  return { ...options, head, ...Object.fromEntries(shape) };
}

/** Recorded options with the defaults of those that are newer than the run. */
export function completeTrain(
  recorded: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const options = { ...defaultsOf(TRAIN_FLAGS), ...recorded } as TypedOptions;
  // A damaged or foreign record may name a schedule that there is none of.
  return Object.hasOwn(SHAPES, options.schedule) ? { ...settle(options) } : options;
}

/** What {@linkcode settle} gives: all that belongs to the schedule is there. */
export type TrainOptions = TypedOptions & Pick<ModelOptions, "head">;

/** The schedule of settled options. */
export function scheduleOf(options: TrainOptions): Schedule {
  return schedule(options as ScheduleOptions);
}

/** What was trained, in a line above its figure. */
export function trainTitle(options: TrainOptions): string {
  const { architecture, head, likelihood, decoder, schedule, beta, freeBits, seed } = options;
  const model = architecture === "linear" ? "linear VAE" : `${head} heads`;
  const error = likelihood === "bernoulli" ? "cross-entropy" : "squared error";
  const weight = `${schedule} weight${beta === 1 ? "" : ` up to ${beta}`}`;
  const cures = [decoder === "sigma" ? "sigma-VAE" : "", freeBits ? `${freeBits} free nats` : ""];
  return [model, error, weight, ...cures.filter(Boolean), `seed ${seed}`].join(", ");
}
