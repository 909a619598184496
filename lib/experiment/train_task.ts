import type { ModelOptions } from "../model/model_options.ts";
import type { TrainingTask } from "../run/training_task.ts";
import { importanceWeightedObjective } from "../train/importance_weighted_objective.ts";
import { schedule, type ScheduleOptions } from "../train/schedule.ts";
import { stagedLearningRate } from "../train/staged_learning_rate.ts";
import { scheduledObjective } from "../train/scheduled_objective.ts";
import { beyondLinearTheory } from "./beyond_linear_theory.ts";
import { SHAPES, TRAIN_OPTIONS, type TrainTaskOptions } from "./train_options.ts";
import { objection } from "./train_objection.ts";

/** Batches of an epoch at whose end a schedule is read, whatever the images: the more, the nearer the end. */
const BATCHES = 1000;

/** The options with what depends on others filled in: the heads, and what belongs to one value of another. */
export function settle(options: TrainTaskOptions): TrainTaskOptions {
  const head = options.head ?? (options.architecture === "lab" ? "leaky" : "linear");
  const filled = Object.entries(SHAPES).flatMap(([option, shapes]) => {
    const value = String(options[option as keyof TrainTaskOptions]);
    // A damaged or foreign record may name a schedule that does not exist.
    const shape = Object.hasOwn(shapes, value) ? shapes[value] : {};
    return Object.entries(shape).map(([name, initial]) => [
      name,
      options[name as keyof TrainTaskOptions] ?? initial,
    ]);
  });
  return { ...options, head, ...Object.fromEntries(filled) };
}

/** What was trained, in a line above its figure. */
function title(options: TrainTaskOptions): string {
  const { architecture, head, likelihood, decoder, schedule, beta, freeBits, clampLogVar, seed } =
    options;
  const { family, delta, gamma, skip, binarise } = options;
  const model = { lab: `${head} heads`, linear: "linear VAE", mlp: "MLP" }[architecture];
  const error = likelihood === "bernoulli" ? "cross-entropy" : "squared error";
  const towards = schedule === "falling" ? "down to" : "up to";
  const weight = `${schedule} weight${beta === 1 ? "" : ` ${towards} ${beta}`}`;
  const cures = [decoder === "sigma" ? "sigma-VAE" : "", freeBits ? `${freeBits} free nats` : ""];
  if (family === "delta") cures.push(`delta-VAE, ${delta} nats`);
  if (family === "batch-norm") cures.push(`batch norm, gamma ${gamma}`);
  if (skip === "code") cures.push("skip connections");
  if (options.objective === "infovae") cures.push(`InfoVAE ${options.alpha}, ${options.lambda}`);
  if (options.objective === "iwae") cures.push(`IWAE of ${options.samples} codes`);
  if (options.inference === "aggressive") cures.push("aggressive inference");
  if (binarise !== "none") cures.push(`${binarise} binarisation`);
  if (clampLogVar !== undefined) cures.push(`logVar within ${clampLogVar}`);
  return [model, error, weight, ...cures.filter(Boolean), `seed ${seed}`].join(", ");
}

/** Any model with any objective; without an option it repeats the lab's annealed run. */
export const trainTask: TrainingTask<TrainTaskOptions> = {
  name: "train",
  options: TRAIN_OPTIONS,
  divisor: "rows",
  settle,
  objection,
  objective(options, divisor) {
    const { objective, alpha, lambda, samples, beta } = options;
    const weight = schedule(options as ScheduleOptions);
    if (objective === "iwae") {
      return importanceWeightedObjective({ samples: samples!, schedule: weight, beta });
    }
    const infoVae = objective === "infovae" ? { alpha: alpha!, lambda: lambda! } : undefined;
    return scheduledObjective({ ...options, divisor, schedule: weight, infoVae });
  },
  innerLoop: ({ inference, innerBlock, innerLimit }) =>
    inference === "aggressive" ? { block: innerBlock!, limit: innerLimit! } : undefined,
  otherLoss: (options) => beyondLinearTheory(options, "seen") !== undefined,
  lastWeight(options) {
    const { beta, decoder, epochs } = options;
    if (decoder === "sigma") return undefined; // the variance, and with it the weight, follows the error
    const end = { epoch: epochs, batch: BATCHES - 1, batches: BATCHES, batchSize: 1 };
    return beta * schedule(options as ScheduleOptions)(end);
  },
  model: (options) => options as Partial<ModelOptions>,
  steps: ({ binarise, rates, epsilon }) => ({
    binarisation: binarise,
    learningRateFactor: rates === "stages" ? stagedLearningRate : undefined,
    epsilon,
  }),
  lengthMatters: ({ schedule }) => schedule === "cyclical",
  title,
};
