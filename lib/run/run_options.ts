import { type Backend, BACKENDS } from "../backend/backends.ts";
import type { Seed } from "../math/seed.ts";
import { type Divisor, DIVISORS } from "../train/objective.ts";
import {
  oneOf,
  onOff,
  type Option,
  path,
  realNumber,
  seedOption,
  type TableOf,
  wholeNumber,
} from "./option.ts";

/** `seed`, of tasks that draw random numbers. */
export const seed: Option<Seed> = seedOption(
  "the seed of all random numbers, as torch.manual_seed takes it: a whole number from -2^63 to 2^64 - 1",
  0,
);

/** `backend`, of tasks that compute. */
export const backend: Option<Backend> = {
  ...oneOf(
    "the engine that computes; auto is blas where the script native chose a library, else wasm",
    "auto",
    BACKENDS,
  ),
  shapes: "nothing",
};

/** `threads`, of tasks that compute for long. */
export const threads: Option<number | undefined> = {
  ...wholeNumber(
    "the number of threads that blas, wasm and tensorflow compute with (default: chosen for this machine)",
    undefined,
    1,
    8,
  ),
  shapes: "nothing",
};

/** `data`, of tasks that read images. */
export const data: Option<string> = {
  ...path(
    "mnist|FOLDER",
    "the images: mnist, a folder with IDX files named as MNIST's (plain or .gz), or a folder of pictures (PNG, JPEG, WebP)",
    "mnist",
  ),
  shapes: "images",
};

/** `images`, of tasks that train or look at training images. */
export const images: Option<number | undefined> = {
  ...wholeNumber(
    "the number of training images, the first ones of the file (default: all)",
    undefined,
    1,
  ),
  shapes: "images",
};

/** `latentSize`. */
export const latentSize: Option<number> = wholeNumber("the number of latent units", 8, 1, 784);

/** `out`, of tasks that write. */
export function out(task: string): Option<string> {
  return {
    ...path("FOLDER", "the folder that the results are written to", `out/${task}`),
    shapes: "nothing",
  };
}

/** `force`, of tasks that write and train no run. */
export const force: Option<boolean> = onOff(
  "replace files in `out` that are not earlier results of this task",
);

/** `model`, of tasks that use a trained model. */
export const model: Option<string | undefined> = path(
  "FILE",
  "the trained model, a model.safetensors of at most 128 MiB or its URL (default: out/anneal/model.safetensors, else the model that ships)",
  undefined,
);

/** `resume`. @param differ which options may differ from those that the run began with */
export function resume(differ: string): Option<boolean> {
  return {
    ...onOff(
      `resume the run in \`out\` from its checkpoint; of the options that shape its result, ${differ}`,
    ),
    shapes: "nothing",
  };
}

/** What may be chosen in every task that trains; the units and bounds are told by {@linkcode runOptions}. */
export interface RunOptions {
  /** The seed of all random numbers, as `torch.manual_seed` takes it. */
  readonly seed: Seed;
  /** Passes over the training images. */
  readonly epochs: number;
  /** The first training images only; all, if nothing is said. */
  readonly images: number | undefined;
  /** Images in a batch. */
  readonly batchSize: number;
  /** Latent units. */
  readonly latentSize: number;
  /** The step size of Adam. */
  readonly learningRate: number;
  /** The factor that the weight of the KL term is multiplied by. */
  readonly beta: number;
  /** Of the reconstruction term; the task's own, if nothing is said. */
  readonly divisor: Divisor | undefined;
  /** `mnist`, or a folder of IDX files. */
  readonly data: string;
  /** The engine that computes. */
  readonly backend: Backend;
  /** Threads of the engine; chosen for this machine, if nothing is said. */
  readonly threads: number | undefined;
  /** The folder that the run is written to. */
  readonly out: string;
  /** Whether the run in that folder is resumed. */
  readonly resume: boolean;
  /** Whether the run in that folder is replaced, whatever it is. */
  readonly force: boolean;
}

/**
 * The table of {@linkcode RunOptions}.
 *
 * @param epochs passes over the training images, if nothing is said
 * @param divisor of the reconstruction term, if nothing is said
 */
export function runOptions(
  task: string,
  epochs: number,
  divisor: Divisor,
): TableOf<RunOptions> {
  return {
    seed,
    epochs: wholeNumber("the number of passes over the training images", epochs, 1),
    images,
    batchSize: wholeNumber("the number of images in a batch", 128, 1),
    latentSize,
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
    resume: resume("only `epochs` may differ, and not be below the epochs that have begun"),
    force: {
      ...onOff(
        "begin anew and replace the run in `out`, even if it is unfinished or has other options",
        "resume",
      ),
      shapes: "nothing",
    },
  };
}
