import { checkFinite, checkWhole, checkWord } from "../math/check_argument.ts";
import { LIKELIHOODS } from "../math/likelihood.ts";
import { MAX_MLP_HIDDEN, MLP_HIDDEN } from "./mlp_architecture.ts";
import {
  ARCHITECTURES,
  DELTA,
  FAMILIES,
  GAMMA,
  HEADS,
  LAB_MODEL,
  MAX_CLAMP_LOG_VAR,
  MAX_DELTA,
  MAX_GAMMA,
  MIN_CLAMP_LOG_VAR,
  MIN_DELTA,
  MIN_GAMMA,
  type ModelOptions,
  SKIPS,
} from "./model_options.ts";

/**
 * All options of a model from those that are given: the lab's where nothing is said, and those that belong to another
 * architecture or family left out.
 *
 * @throws {RangeError} for a value that is not allowed, and for options that do not go together
 */
export function settleModel(given: Partial<ModelOptions>): ModelOptions {
  const {
    head = LAB_MODEL.head,
    architecture = LAB_MODEL.architecture,
    likelihood = LAB_MODEL.likelihood,
    family = LAB_MODEL.family,
    skip = LAB_MODEL.skip,
    clampLogVar: bound,
  } = given;
  checkWord("head", head, HEADS);
  checkWord("architecture", architecture, ARCHITECTURES);
  checkWord("likelihood", likelihood, LIKELIHOODS);
  checkWord("family", family, FAMILIES);
  checkWord("skip", skip, SKIPS);
  if (architecture === "linear" && likelihood === "bernoulli") {
    throw new RangeError("the linear architecture has a gaussian likelihood, got bernoulli");
  }
  if (architecture === "linear" && skip === "code") {
    throw new RangeError("the linear architecture's decoder has a single layer, got skip code");
  }
  if (
    bound !== undefined &&
    !(typeof bound === "number" && bound >= MIN_CLAMP_LOG_VAR && bound <= MAX_CLAMP_LOG_VAR)
  ) {
    throw new RangeError(
      `clampLogVar must be from ${MIN_CLAMP_LOG_VAR} to ${MAX_CLAMP_LOG_VAR}, got ${bound}`,
    );
  }
  if (bound !== undefined && family === "delta") {
    throw new RangeError("the family delta has bounds of logVar of its own, got clampLogVar");
  }
  return {
    head: architecture === "lab" ? head : "linear",
    ...{ architecture, likelihood, family, skip },
    ...bound === undefined ? {} : { clampLogVar: bound },
    ...architecture === "mlp" ? { hiddenSize: hiddenSizeOf(given) } : {},
    ...family === "delta" ? { delta: deltaOf(given) } : {},
    ...family === "batch-norm" ? { gamma: gammaOf(given) } : {},
  };
}

function hiddenSizeOf({ hiddenSize = MLP_HIDDEN }: Partial<ModelOptions>): number {
  return checkWhole("hiddenSize", hiddenSize, { min: 1, max: MAX_MLP_HIDDEN });
}

function deltaOf({ delta = DELTA }: Partial<ModelOptions>): number {
  return checkFinite("delta", delta, { min: MIN_DELTA, max: MAX_DELTA });
}

function gammaOf({ gamma = GAMMA }: Partial<ModelOptions>): number {
  return checkFinite("gamma", gamma, { min: MIN_GAMMA, max: MAX_GAMMA });
}
