import { BACKENDS } from "../backend/use_backend.ts";
import { type Divisor, DIVISORS } from "../train/divisor.ts";
import { seedFlag } from "./seed_flag.ts";
import { type Flag, oneOf, onOff, type Options, path, realNumber, wholeNumber } from "./flags.ts";

/** `--seed`, of scripts that draw random numbers. */
export const seed = seedFlag(
  "the seed of all random numbers, as torch.manual_seed takes it: a whole number from -2^63 to 2^64 - 1",
  0,
);

/** `--backend`, of scripts that compute. */
export const backend = oneOf(
  "where to compute; auto is tensorflow where deno task native installed it, else wasm",
  "auto",
  BACKENDS,
);

/** `--threads`, of scripts that compute for long. */
export const threads = wholeNumber(
  "threads of tensorflow and wasm (default: what pays on this machine)",
  undefined,
  1,
  8,
);

/** `--data`, of scripts that read images. */
export const data = path(
  "mnist|FOLDER",
  "mnist, or a folder with the four IDX files, plain or .gz",
  "mnist",
);

/** `--out`, of scripts that write. */
export function out(task: string): Flag<string> {
  return path("FOLDER", "where the results go", `out/${task}`);
}

/** `--force`, of scripts that write and train no run. */
export const force = onOff("replace files in --out that are not earlier results of this task");

/** `--model`, of scripts that use a trained model. */
export const model = path(
  "FILE",
  "a model.safetensors, or its URL (default: out/anneal/model.safetensors, else the one that ships)",
  undefined,
);

/**
 * The flags of every script that trains.
 *
 * @param divisor of the reconstruction term where none is given, told in the help
 */
export function trainingFlags(task: string, epochs: number, divisor: Divisor) {
  return {
    seed,
    epochs: wholeNumber("passes over the training images", epochs, 1),
    images: wholeNumber("train on the first N images only (default: all)", undefined, 1),
    batchSize: wholeNumber("images in a batch", 128, 1),
    latentSize: wholeNumber("latent units", 8, 1, 784),
    learningRate: realNumber("Adam's step size", 1e-3, { above: 0 }),
    beta: realNumber("multiplies the weight of the KL term", 1, { min: 0 }),
    divisor: oneOf(
      "what a batch's squared error is divided by: its rows, or the batch size even if the last batch has " +
        `fewer rows, as in the notebook (default: ${divisor})`,
      undefined,
      DIVISORS,
    ),
    data,
    backend,
    threads,
    out: out(task),
    resume: onOff("go on with the run in --out, where it was left; only --epochs may differ"),
    force: onOff("replace a run in --out that is unfinished, or has other options", "resume"),
  };
}

/** The values of {@linkcode trainingFlags}. */
export type TrainingOptions = Options<ReturnType<typeof trainingFlags>>;
