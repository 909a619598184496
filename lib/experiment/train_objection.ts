import { infoVaeObjection } from "../model/info_vae.ts";
import { SHAPES, type TrainTaskOptions } from "./train_options.ts";

/** What is wrong with options that do not go together, or have no effect beside the others. */
export function objection(options: Partial<TrainTaskOptions>): string | undefined {
  const { architecture, head, likelihood, decoder } = options;
  for (const [option, shapes] of Object.entries(SHAPES)) {
    const value = options[option as keyof TrainTaskOptions];
    for (const [owner, shape] of Object.entries(shapes)) {
      const stray = Object.keys(shape).find((name) =>
        options[name as keyof TrainTaskOptions] !== undefined
      );
      if (stray && owner !== value) {
        return `\`${stray}\` belongs to \`${option}\` ${owner}, and the ${option} is ${value}.`;
      }
    }
  }
  if (architecture === "linear" && head === "leaky") {
    return "`head` leaky cannot be combined with `architecture` linear, which has no activation at all.";
  }
  if (architecture === "mlp" && head === "leaky") {
    return "`head` leaky cannot be combined with `architecture` mlp, whose heads are linear.";
  }
  if (architecture === "linear" && options.skip === "code") {
    return "`skip` code cannot be combined with `architecture` linear, whose decoder has a single layer.";
  }
  if (options.family === "delta" && options.clampLogVar !== undefined) {
    return "`clampLogVar` cannot be combined with `family` delta, which has bounds of logVar of its own.";
  }
  if (likelihood === "bernoulli" && architecture === "linear") {
    return "`likelihood` bernoulli cannot be combined with `architecture` linear: it needs pixels in (0, 1), and " +
      "a linear decoder has no sigmoid.";
  }
  if (likelihood === "bernoulli" && decoder === "sigma") {
    return "`decoder` sigma cannot be combined with `likelihood` bernoulli, which has no variance.";
  }
  return objectiveObjection(options);
}

/** What is wrong with the options of an objective, or of aggressive inference. */
function objectiveObjection(given: Partial<TrainTaskOptions>): string | undefined {
  const { objective = "elbo", schedule, beta, decoder, divisor, warmUp, freeBits = 0 } = given;
  const { alpha, lambda } = { ...SHAPES.objective.infovae, ...defined(given) } as {
    alpha: number;
    lambda: number;
  };
  const { innerBlock, innerLimit } = { ...SHAPES.inference.aggressive, ...defined(given) } as {
    innerBlock: number;
    innerLimit: number;
  };
  if (innerBlock > innerLimit) {
    return `\`innerBlock\` ${innerBlock} must be at most \`innerLimit\`, which is ${innerLimit}: a loss is compared after ` +
      "each block.";
  }
  if (objective === "infovae") {
    const mistake = infoVaeObjection({ alpha, lambda });
    if (mistake) return `${mistake}. Raise \`alpha\` or \`lambda\`.`;
  }
  if (objective !== "elbo" && freeBits > 0) {
    return `\`freeBits\` cannot be combined with \`objective\` ${objective}, which has another term in place of the KL term.`;
  }
  if (objective !== "iwae") return undefined;
  if (decoder === "sigma") {
    return "`decoder` sigma cannot be combined with `objective` iwae, whose weights need a variance before the batch.";
  }
  if (divisor === "batch-size") {
    return "`divisor` batch-size cannot be combined with `objective` iwae, whose bound is one of each image.";
  }
  if (beta === 0 || schedule === "cyclical" || schedule === "linear" && (warmUp ?? 0) > 0) {
    const [option, value] = beta === 0
      ? ["beta", 0]
      : schedule === "cyclical"
      ? ["schedule", schedule]
      : ["warmUp", warmUp];
    return `\`${option}\` ${value} cannot be combined with \`objective\` iwae: the weight of the KL term is twice the ` +
      "decoder's variance there, and must be above 0 from the first batch on.";
  }
}

/** The options that are given. */
function defined(options: Partial<TrainTaskOptions>): Partial<TrainTaskOptions> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
