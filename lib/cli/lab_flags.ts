import { BACKENDS } from "../backend/use_backend.ts";
import { type Divisor, DIVISORS } from "../train/objective.ts";
import { seedFlag } from "./seed_flag.ts";
import {
  type Flag,
  oneOf,
  onOff,
  type Options,
  path,
  realNumber,
  type Switch,
  wholeNumber,
} from "./flags.ts";

/** `--seed`, of scripts that draw random numbers. */
export const seed = seedFlag(
  "the seed of all random numbers, as torch.manual_seed takes it: a whole number from -2^63 to 2^64 - 1",
  0,
);

/** `--backend`, of scripts that compute. */
export const backend = oneOf(
  "the engine that computes; auto is tensorflow where the script native installed it, else wasm",
  "auto",
  BACKENDS,
);

/** `--threads`, of scripts that compute for long. */
export const threads = wholeNumber(
  "the number of threads that tensorflow and wasm compute with (default: chosen for this machine)",
  undefined,
  1,
  8,
);

/** The help of `--threads` where `--jobs` starts several trainings. */
export function perJob(description: string): string {
  return description.replace("(default:", "(default: 1 with --jobs above 1, else");
}

/** `--data`, of scripts that read images. */
export const data = path(
  "mnist|FOLDER",
  "the images: mnist, or a folder with the four IDX files, named as MNIST's, plain or .gz",
  "mnist",
);

/** `--out`, of scripts that write. */
export function out(task: string): Flag<string> {
  return path("FOLDER", "the folder that the results are written to", `out/${task}`);
}

/** `--force`, of scripts that write and train no run. */
export const force = onOff("replace files in --out that are not earlier results of this task");

/** `--model`, of scripts that use a trained model. */
export const model = path(
  "FILE",
  "the trained model, a model.safetensors of at most 16 MiB or its URL (default: out/anneal/model.safetensors, else the model that ships)",
  undefined,
);

/** `--resume`. @param differ which options may differ from those that the run began with */
export function resume(differ: string): Switch {
  return onOff(
    `resume the run in --out from its checkpoint; of the options that shape its result, ${differ}`,
  );
}

/**
 * The flags of every script that trains.
 *
 * @param divisor of the reconstruction term where none is given, told in the help
 */
export function trainingFlags(task: string, epochs: number, divisor: Divisor) {
  return {
    seed,
    epochs: wholeNumber("the number of passes over the training images", epochs, 1),
    images: wholeNumber(
      "the number of training images, the first ones of the file (default: all)",
      undefined,
      1,
    ),
    batchSize: wholeNumber("the number of images in a batch", 128, 1),
    latentSize: wholeNumber("the number of latent units", 8, 1, 784),
    learningRate: realNumber("the step size of Adam", 1e-3, { above: 0 }),
    beta: realNumber("the factor that the weight of the KL term is multiplied by", 1, { min: 0 }),
    divisor: oneOf(
      "what the summed reconstruction error of a batch is divided by: its rows, or the batch size even " +
        `where the last batch has fewer rows, as in the notebook (default: ${divisor})`,
      undefined,
      DIVISORS,
    ),
    data,
    backend,
    threads,
    out: out(task),
    resume: resume("only --epochs may differ, and not be below the epochs that have begun"),
    force: onOff(
      "begin anew and replace the run in --out, even if it is unfinished or has other options",
      "resume",
    ),
  };
}

/** The values of {@linkcode trainingFlags}. */
export type TrainingOptions = Options<ReturnType<typeof trainingFlags>>;
