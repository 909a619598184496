import { checkWhole, typeName } from "../math/check_argument.ts";
import {
  type ImageShape,
  LAB_IMAGE,
  MAX_PIXELS,
  pixelsOf,
  shapeText,
} from "../math/image_shape.ts";
import { TorchRandom } from "../math/torch_random.ts";
import { decoderLayers } from "../model/decoder.ts";
import { encoderLayers } from "../model/encoder.ts";
import { linearLayers } from "../model/linear_architecture.ts";
import { MAX_MLP_HIDDEN, mlpDecoderLayers, mlpEncoderLayers } from "../model/mlp_architecture.ts";
import {
  ARCHITECTURES,
  FAMILIES,
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
} from "../model/model_options.ts";
import { LIKELIHOODS } from "../math/likelihood.ts";
import { parameterNames } from "../model/parameters.ts";
import { settleModel } from "../model/settle_model.ts";
import type { StateDict } from "../math/state_dict.ts";
import { Vae } from "../model/vae.ts";
import { oneLine, UserError } from "../user_error.ts";
import { parameterTensors } from "./parameter_tensors.ts";
import { readSafetensors, writeSafetensors } from "../file/safetensors.ts";

/** What a model file may note of each option; where a note is absent, the lab's is meant. */
const ALLOWED = {
  head: HEADS,
  architecture: ARCHITECTURES,
  likelihood: LIKELIHOODS,
  family: FAMILIES,
  skip: SKIPS,
} as const;

/** The numbers that it may note, with their bounds. */
const NUMBERS = {
  hiddenSize: { min: 1, max: MAX_MLP_HIDDEN },
  delta: { min: MIN_DELTA, max: MAX_DELTA },
  gamma: { min: MIN_GAMMA, max: MAX_GAMMA },
  clampLogVar: { min: MIN_CLAMP_LOG_VAR, max: MAX_CLAMP_LOG_VAR },
} as const;

/** The names of a model's parameters, which its sizes do not change. */
const PARAMETERS: Readonly<Record<ModelOptions["architecture"], readonly string[]>> = {
  lab: parameterNames([...encoderLayers(1, 1), ...decoderLayers(1, 1)]),
  linear: [...parameterNames(linearLayers(1, 1)), "encoder.log_var"],
  mlp: parameterNames([...mlpEncoderLayers(1, 1, 1), ...mlpDecoderLayers(1, 1, 1)]),
};

/** Of each architecture: the last bias on the way to mu, and the first layer's weights. */
const ENDS: Readonly<Record<ModelOptions["architecture"], readonly [last: string, first: string]>> =
  {
    lab: ["encoder.mu.2.bias", "encoder.net.0.weight"],
    linear: ["encoder.mu.bias", "encoder.mu.weight"],
    mlp: ["encoder.mu.bias", "encoder.net.0.weight"],
  };

/** In bytes. The largest model, an MLP of 512 hidden units for 16,384 pixels and 784 latent units, takes 123 MB. */
export const MAX_MODEL_FILE = 2 ** 27;

/** More than the pixels of MNIST's images would be no bottleneck; and no file makes us build more. */
const MAX_LATENT_SIZE = 784;

/**
 * The bytes of `model.safetensors`. The note `format` says whose layout it is: PyTorch's.
 *
 * @throws {RangeError} for more latent units, or a longer file, than {@linkcode modelFromBytes} takes
 * @throws {UserError} if a parameter is not finite
 */
export async function modelToBytes(vae: Vae): Promise<Uint8Array> {
  if (!(vae instanceof Vae)) throw new TypeError(`vae must be a Vae, got ${typeName(vae)}`);
  checkWhole("the latent size of a model file", vae.latentSize, { min: 1, max: MAX_LATENT_SIZE });
  const { head, architecture, likelihood, family, skip, image } = vae;
  const latentSize = String(vae.latentSize);
  const notes: Record<string, string> = {
    format: "pt",
    latentSize,
    head,
    architecture,
    likelihood,
  };
  // What is the lab's is not noted, so that its files stay as they were.
  if (family !== LAB_MODEL.family) notes.family = family;
  if (skip !== LAB_MODEL.skip) notes.skip = skip;
  for (const name of Object.keys(NUMBERS) as (keyof typeof NUMBERS)[]) {
    if (vae[name] !== undefined) notes[name] = String(vae[name]);
  }
  if (shapeText(image) !== shapeText(LAB_IMAGE)) {
    Object.assign(notes, { height: `${image.height}`, width: `${image.width}` });
  }
  const tensors = await vae.fetchStateDict();
  const odd = oddValue(tensors);
  if (odd) {
    throw new UserError(`${odd}: training diverged. Lower the learning rate.`, {
      cause: new RangeError(odd),
    });
  }
  const bytes = writeSafetensors(tensors, notes);
  checkWhole("the bytes of a model file", bytes.length, { max: MAX_MODEL_FILE });
  return bytes;
}

/** The first value that is not finite, and where it is. */
function oddValue(tensors: StateDict): string | undefined {
  for (const [key, { values }] of Object.entries(tensors)) {
    const odd = values.findIndex((value) => !Number.isFinite(value));
    if (odd >= 0) return `value ${odd} of ${oneLine(key)} is ${values[odd]}`;
  }
}

/**
 * The model in a safetensors file of this project or of PyTorch's `state_dict`. Takes what such files
 * often have: other floating-point types, counters beside the parameters, names with a common prefix.
 *
 * @param name how messages call the file
 * @param tell is told in a line what was done about these; nothing for a file of this project
 * @throws {UserError} for a broken file, a model of another shape, or a value that is not finite
 */
export function modelFromBytes(
  bytes: Uint8Array,
  name: string,
  tell: (note: string) => void = () => {},
): Vae {
  const file = readSafetensors(bytes, name);
  if (file.metadata.format?.startsWith("vae-lab-checkpoint")) {
    throw new UserError(
      `${name}: the checkpoint of a run, not a model; the run's model.safetensors lies beside it.`,
    );
  }
  const options = { ...LAB_MODEL, ...notes(file.metadata, name) };
  const { architecture } = options;
  const tensors = parameterTensors(file, PARAMETERS[architecture], name, tell);
  const [last, first] = ENDS[architecture];
  const bias = tensors[last];
  if (!bias) {
    const [other] = Object.keys(tensors);
    const found = other === undefined
      ? "there are no tensors"
      : `found ${JSON.stringify(other)} and others`;
    throw new UserError(
      `${name}: no parameter ${last}, so it is not a model of this lab; ${oneLine(found)}.`,
    );
  }
  const [latentSize] = bias.shape;
  if (bias.shape.length !== 1 || latentSize < 1 || latentSize > MAX_LATENT_SIZE) {
    throw new UserError(
      `${name}: ${last} has the shape [${bias.shape}]; ` +
        `wanted one number from 1 to ${MAX_LATENT_SIZE}, the latent size.`,
    );
  }
  const image = imageOf(tensors[first]?.shape ?? [], file.metadata, name);
  try {
    settleModel(options);
  } catch (error) {
    throw new UserError(`${name}: there is no such model: ${(error as Error).message}.`);
  }
  const vae = new Vae({ ...options, latentSize, image, random: new TorchRandom(0) });
  try {
    vae.loadStateDict(tensors);
  } catch (error) {
    vae.dispose();
    throw error instanceof UserError ? new UserError(`${name}: ${error.message}`) : error;
  }
  return vae;
}

/**
 * The size of the images that a model takes: as the file notes it; else MNIST's, or a square.
 *
 * @param weight the shape of the first layer's weights. [out, P]
 * @throws {UserError} if there are too many pixels, or the note is missing or fits another number
 */
function imageOf(
  weight: readonly number[],
  metadata: Readonly<Record<string, string>>,
  name: string,
): ImageShape {
  const pixels = weight.length === 2 ? weight[1] : pixelsOf(LAB_IMAGE); // another shape is refused below
  if (pixels < 1 || pixels > MAX_PIXELS) {
    throw new UserError(
      `${name}: a model of images of ${pixels} pixels; wanted from 1 to ${MAX_PIXELS}.`,
    );
  }
  const noted = { height: Number(metadata.height), width: Number(metadata.width) };
  if (metadata.height !== undefined || metadata.width !== undefined) {
    const isSize = (n: number) => Number.isSafeInteger(n) && n > 0;
    if (isSize(noted.height) && isSize(noted.width) && pixelsOf(noted) === pixels) return noted;
    throw new UserError(
      `${name}: its notes say images of ${
        oneLine(`${metadata.height} x ${metadata.width}`)
      }, its first ` +
        `layer takes ${pixels} pixels.`,
    );
  }
  if (pixels === pixelsOf(LAB_IMAGE)) return LAB_IMAGE;
  const side = Math.sqrt(pixels);
  if (Number.isInteger(side)) return { height: side, width: side };
  throw new UserError(
    `${name}: a model of images of ${pixels} pixels, without the notes height and width that say in which ` +
      `shape; wanted both in its metadata.`,
  );
}

/** The options that a file notes. @throws {UserError} for one that is not known here */
function notes(metadata: Readonly<Record<string, string>>, name: string): Partial<ModelOptions> {
  const noted = Object.entries(ALLOWED).filter(([key]) => metadata[key] !== undefined);
  for (const [key, words] of noted) {
    if ((words as readonly string[]).includes(metadata[key])) continue;
    const wanted = words.map((word) => `"${word}"`).join(" or ");
    throw new UserError(
      `${name}: a model with ${key} ${JSON.stringify(metadata[key])}; wanted ${wanted}.`,
    );
  }
  const options = Object.fromEntries(noted.map(([key]) => [key, metadata[key]]));
  return { ...options, ...numbers(metadata, name) };
}

/** The numbers that a file notes. @throws {UserError} for one out of bounds */
function numbers(metadata: Readonly<Record<string, string>>, name: string): Partial<ModelOptions> {
  const noted: Record<string, number> = {};
  for (const [key, { min, max }] of Object.entries(NUMBERS)) {
    const text = metadata[key];
    if (text === undefined) continue;
    const value = Number(text);
    if (text.trim() === "" || !(value >= min && value <= max)) {
      throw new UserError(
        `${name}: a model with ${key} ${
          JSON.stringify(text)
        }; wanted a number from ${min} to ${max}.`,
      );
    }
    noted[key] = value;
  }
  return noted;
}
