import { type Tensor2D, tf, type Variable } from "../deps/tfjs.ts";
import { checkWhole, checkWord, typeName } from "../math/check_argument.ts";
import { type ImageShape, LAB_IMAGE, pixelsOf } from "../math/image_shape.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { UserError } from "../user_error.ts";
import { clampLogVar } from "./clamp_log_var.ts";
import { decoder, decoderLayers } from "./decoder.ts";
import { encoder, encoderLayers, type Posterior } from "./encoder.ts";
import {
  linearDecoder,
  linearEncoder,
  linearLayers,
  linearVariances,
} from "./linear_architecture.ts";
import {
  ARCHITECTURES,
  HEADS,
  LAB_MODEL,
  MAX_CLAMP_LOG_VAR,
  MIN_CLAMP_LOG_VAR,
  type ModelOptions,
} from "./model_options.ts";
import { LIKELIHOODS } from "../math/likelihood.ts";
import { initialize, type Parameters } from "./parameters.ts";
import { repeatRows } from "./repeat_rows.ts";
import { reparameterize } from "./reparameterize.ts";
import type { StateDict, StateTensor } from "../math/state_dict.ts";
import type { Tape } from "./tape.ts";

/** What a forward pass gives for B images and d latent units. */
export interface VaeOutput extends Posterior {
  /** The images. [B, P] */
  readonly x: Tensor2D;
  /** Codes drawn from the posterior: K for each image, one of all images, then the next. [K B, d] */
  readonly z: Tensor2D;
  /** Their reconstructions. [K B, P] */
  readonly xHat: Tensor2D;
  /** What `xHat` is the mean of; Gaussian where it is absent. */
  readonly likelihood?: ModelOptions["likelihood"];
}

/** How a {@linkcode Vae} is built. */
export interface VaeOptions extends Partial<ModelOptions> {
  /** Latent units, d. The lab's is 8. */
  readonly latentSize?: number;
  /** The size of the images, H x W; MNIST's, if nothing is said. */
  readonly image?: ImageShape;
  /** Draws the initial parameters, in the notebook's order. */
  readonly random: TorchRandom;
}

/**
 * A variational autoencoder (Kingma and Welling 2014, arXiv 1312.6114): the lab's, of 442,000-odd
 * parameters, unless the options say otherwise.
 */
export class Vae implements ModelOptions {
  /** Latent units, d. */
  readonly latentSize: number;
  /** The size of the images, H x W; P is the number of their pixels. */
  readonly image: ImageShape;
  /** How the heads for mu and logVar end. */
  readonly head: ModelOptions["head"];
  /** Which layers there are. */
  readonly architecture: ModelOptions["architecture"];
  /** What the decoder's output is the mean of. */
  readonly likelihood: ModelOptions["likelihood"];
  /** The bound that logVar is clamped to, if there is one. */
  readonly clampLogVar?: number;
  readonly #parameters: Parameters<Variable>;

  /**
   * A model with fresh parameters.
   * @throws {RangeError} if `latentSize` is not a whole number from 1 on, if the linear architecture,
   * whose output is not bounded, is to give the means of Bernoulli pixels, or if `clampLogVar` is not a
   * number from {@linkcode MIN_CLAMP_LOG_VAR} to {@linkcode MAX_CLAMP_LOG_VAR}
   */
  constructor(
    {
      latentSize = 8,
      image: { height, width } = LAB_IMAGE,
      random,
      head = LAB_MODEL.head,
      architecture = LAB_MODEL.architecture,
      likelihood = LAB_MODEL.likelihood,
      clampLogVar: bound,
    }: VaeOptions = {} as VaeOptions, // a caller without types hears what is missing
  ) {
    checkWhole("latentSize", latentSize, { min: 1 });
    for (const [side, length] of Object.entries({ height, width })) {
      checkWhole(`the images' ${side}`, length, { min: 1 });
    }
    checkWord("head", head, HEADS);
    checkWord("architecture", architecture, ARCHITECTURES);
    checkWord("likelihood", likelihood, LIKELIHOODS);
    if (!random) throw new TypeError("random must be a TorchRandom, got none");
    const linear = architecture === "linear";
    if (linear && likelihood === "bernoulli") {
      throw new RangeError("the linear architecture has a gaussian likelihood, got bernoulli");
    }
    if (
      bound !== undefined &&
      !(typeof bound === "number" && bound >= MIN_CLAMP_LOG_VAR && bound <= MAX_CLAMP_LOG_VAR)
    ) {
      throw new RangeError(
        `clampLogVar must be from ${MIN_CLAMP_LOG_VAR} to ${MAX_CLAMP_LOG_VAR}, got ${bound}`,
      );
    }
    this.latentSize = latentSize;
    this.image = { height, width };
    const pixels = height * width;
    this.head = linear ? "linear" : head;
    this.architecture = architecture;
    this.likelihood = likelihood;
    this.clampLogVar = bound;
    this.#parameters = linear
      ? { ...initialize(linearLayers(latentSize, pixels), random), ...linearVariances(latentSize) }
      : initialize(
        [...encoderLayers(latentSize, pixels), ...decoderLayers(latentSize, pixels)],
        random,
      );
  }

  /** The trainable tensors by PyTorch's names. */
  parameters(): Parameters<Variable> {
    return this.#parameters;
  }

  /**
   * The posterior of each image. [B, P] -> mu, logVar [B, d]
   * @param tape as for {@linkcode Vae.forward}
   */
  posterior(x: Tensor2D, tape?: Tape): Posterior {
    checkColumns("x", x, pixelsOf(this.image));
    const posterior = this.architecture === "linear"
      ? linearEncoder(this.#parameters, x, tape)
      : encoder(this.#parameters, x, this.head, tape);
    const { clampLogVar: bound } = this;
    return bound === undefined ? posterior : clampLogVar(posterior, bound, tape);
  }

  /**
   * Encodes, draws codes with the noise `eps`, decodes.
   * @param x images. [B, P]
   * @param eps standard normal noise: a row for each image, or K rows, all images' first ones first. [K B, d]
   * @param tape where the layers are recorded, in place of TensorFlow.js' own tape
   */
  forward(x: Tensor2D, eps: Tensor2D, tape?: Tape): VaeOutput {
    checkColumns("eps", eps, this.latentSize);
    const samples = eps.shape[0] / x.shape[0];
    if (!Number.isInteger(samples) || samples < 1) {
      throw new RangeError(
        `eps must have as many rows as x, ${x.shape[0]}, or a multiple of it, got ${eps.shape[0]}`,
      );
    }
    const posterior = this.posterior(x, tape);
    const mu = repeatRows(posterior.mu, samples, tape);
    const logVar = repeatRows(posterior.logVar, samples, tape);
    const z = reparameterize({ mu, logVar }, eps, tape);
    return { x, ...posterior, z, xHat: this.#decode(z, tape), likelihood: this.likelihood };
  }

  /** The means of the posteriors alone. [B, P] -> [B, d] */
  encode(x: Tensor2D): Tensor2D {
    return tf.tidy(() => this.posterior(x).mu);
  }

  /** Decodes codes without noise. [B, d] -> [B, P] */
  reconstruct(z: Tensor2D): Tensor2D {
    return tf.tidy(() => this.#decode(z));
  }

  #decode(z: Tensor2D, tape?: Tape): Tensor2D {
    checkColumns("z", z, this.latentSize);
    return this.architecture === "linear"
      ? linearDecoder(this.#parameters, z, tape)
      : decoder(this.#parameters, z, tape);
  }

  /** A copy of the parameters, as PyTorch's `state_dict()` names and lays them out. */
  stateDict(): StateDict {
    const tensors: Record<string, StateTensor> = {};
    for (const [name, parameter] of Object.entries(this.#parameters)) {
      tensors[name] = { shape: parameter.shape, values: Float32Array.from(parameter.dataSync()) };
    }
    return tensors;
  }

  /** The same where values cannot be had at once, as on `webgpu`. */
  async fetchStateDict(): Promise<StateDict> {
    const tensors: Record<string, StateTensor> = {};
    for (const [name, parameter] of Object.entries(this.#parameters)) {
      tensors[name] = { shape: parameter.shape, values: Float32Array.from(await parameter.data()) };
    }
    return tensors;
  }

  /**
   * Takes over parameters, all or none.
   * @throws {UserError} for one that is missing, unknown, of another shape or of another number of values
   */
  loadStateDict(tensors: StateDict): void {
    if (typeof tensors !== "object" || tensors === null) {
      throw new TypeError(`a state dict must be an object, got ${typeName(tensors)}`);
    }
    const parameters = Object.entries(this.#parameters);
    for (const [name, { shape }] of parameters) {
      const found = tensors[name]?.shape;
      if (!Array.isArray(found) || found.join() !== shape.join()) {
        throw new UserError(
          `the parameter ${name}: wanted [${shape}], found ${found ? `[${found}]` : "none"}. ` +
            `Is this a ${this.architecture} model with latent size ${this.latentSize}?`,
        );
      }
      const { values } = tensors[name];
      const size = shape.reduce((product, length) => product * length, 1);
      if (values instanceof Float32Array && values.length === size) continue;
      const kind = values instanceof Float32Array ? values.length : typeName(values);
      throw new UserError(
        `the parameter ${name}: wanted a Float32Array of ${size} values, found ${kind}.`,
      );
    }
    const unknown = Object.keys(tensors).find((name) => !Object.hasOwn(this.#parameters, name));
    if (unknown !== undefined) {
      throw new UserError(
        `the ${this.architecture} model has no parameter ${JSON.stringify(unknown)}.`,
      );
    }
    for (const [name, parameter] of parameters) {
      // A copy: the cpu backend would share the caller's array.
      tf.tidy(() => parameter.assign(tf.tensor(tensors[name].values.slice(), parameter.shape)));
    }
  }

  /** Frees the parameters. */
  dispose(): void {
    tf.dispose(Object.values(this.#parameters));
  }
}

function checkColumns(name: string, tensor: Tensor2D, columns: number): void {
  if (!(tensor instanceof tf.Tensor)) {
    throw new TypeError(`${name} must be a tensor, got ${typeName(tensor)}`);
  }
  const { shape } = tensor;
  if (shape.length === 2 && shape[1] === columns) return;
  throw new RangeError(`${name} must have the shape [B, ${columns}], got [${shape}]`);
}
