import {
  TRANSITION_MODELS,
  type TransitionModel,
} from "../../experiment/transition/continued_training.ts";
import {
  folders,
  listOf,
  oneOf,
  onOff,
  type OptionsOf,
  realNumber,
  wholeNumber,
} from "../../run/option.ts";
import { backend, data, force, latentSize, out, seed, threads } from "../../run/run_options.ts";
import { flagName } from "../flags.ts";

const MODELS = Object.keys(TRANSITION_MODELS) as TransitionModel[];

/** The flags of `deno task transition`. */
export const TRANSITION_FLAGS = {
  train: {
    ...listOf(oneOf(
      "the models to train through the transition and back, beside the linear VAE of theory (default: none, " +
        "the linear VAE alone is followed by gradient flow)",
      MODELS[0],
      MODELS,
    )),
    value: "NAME,...",
  },
  hysteresis: folders(
    "the folders of runs of the script hysteresis that differ in their seeds, to compare without training any",
  ),
  leap: onOff(
    "show what one image with an extreme logVar does to training above the critical weight, and which remedies help",
  ),
  nonlinear: onOff(
    "show where a VAE of one unit with a curved decoder and free posteriors collapses, beside the linear one",
  ),
  seeds: {
    ...listOf(seed),
    description:
      "the seeds of the starts, each from -2^63 to 2^64 - 1; 0-9 is a range (default: 0-2)",
  },
  sizes: {
    ...listOf(wholeNumber(
      "the numbers of images in the data sets whose transitions gradient flow follows (default: 1000, 4000, 16000, " +
        "60000; all images are always among them)",
      1000,
      2,
    )),
  },
  sets: wholeNumber(
    "the number of data sets of each size, drawn at random from images that they do not share",
    5,
    1,
  ),
  units: wholeNumber(
    "the number of units whose transitions gradient flow follows, from the largest eigenvalue on",
    3,
    1,
    8,
  ),
  latentSize,
  latentSizes: {
    ...listOf(wholeNumber(
      "the other numbers of latent units at which gradient flow follows the first unit (default: 2, 4, 16, 32, 64)",
      2,
      1,
      784,
    )),
  },
  images: wholeNumber(
    "the number of training images, the first ones of the file (default: all; with `train` 4000, with `leap` 20000, with `nonlinear` 1000)",
    undefined,
    2,
  ),
  ratios: listOf(realNumber(
    "the weights of the KL term over the critical one, in ascending order (default: 0.8, 0.9, 0.95, 0.98, 1, 1.02, " +
      "1.05, 1.1; with `train` 0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2; with `nonlinear` every 0.02 above 1)",
    1,
    { min: 0.1, max: 10 },
  )),
  epochs: wholeNumber(
    "with `train`, the number of epochs at each weight with the step size 0.001",
    12,
    1,
  ),
  fineEpochs: wholeNumber(
    "with `train`, the number of epochs after them with the step size 0.0001",
    10,
    1,
  ),
  ...{ data, backend, threads },
  out: out("transition"),
  force,
};

/** The values of {@linkcode TRANSITION_FLAGS}. */
export type TransitionOptions = OptionsOf<typeof TRANSITION_FLAGS>;

/** Flags of one of the three things that the task does. */
const FLOW = ["sizes", "sets", "units", "latentSizes"] as const;
const TRAIN = ["epochs", "fineEpochs", "backend", "threads"] as const;

/** Tells which flags do not go together. */
export function transitionObjection(options: TransitionOptions): string | undefined {
  const given = (names: readonly (keyof TransitionOptions)[]) =>
    names.find((name) => options[name] !== TRANSITION_FLAGS[name].default);
  const { ratios = [] } = options;
  if (ratios.some((ratio, i) => i > 0 && ratio <= ratios[i - 1])) {
    return `--ratios must ascend, got ${ratios.join(", ")}.`;
  }
  if (ratios.length > 0 && ratios.filter((ratio) => ratio < 1).length < 2) {
    return `--ratios must hold two or more below 1, to which a line is fitted, got ${
      ratios.join(", ")
    }.`;
  }
  if (options.hysteresis) {
    const other = given([
      ...["leap", "nonlinear", "train", "seeds", "latentSize", "images", "ratios"] as const,
      ...FLOW,
      ...TRAIN,
    ]);
    return other &&
      `--hysteresis trains nothing: it cannot be combined with ${flagName(other)}.`;
  }
  if (options.nonlinear) {
    const other = given(["leap", "train", "seeds", "latentSize", ...FLOW, ...TRAIN]);
    return other &&
      `--nonlinear has no random numbers: it cannot be combined with ${flagName(other)}.`;
  }
  if (options.leap) {
    const other = given(["train", "latentSize", ...FLOW, "ratios", "epochs", "fineEpochs"]);
    return other &&
      `--leap is an experiment of its own: it cannot be combined with ${flagName(other)}.`;
  }
  if (options.train) {
    const other = given(FLOW);
    return other &&
      `${flagName(other)} belongs to gradient flow, and cannot be combined with --train.`;
  }
  const other = given(TRAIN);
  return other &&
    `${flagName(other)} belongs to training, and neither --train nor --leap is given.`;
}
