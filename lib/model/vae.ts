import { type Tensor2D, tf, type Variable } from "../deps/tfjs.ts";
import { checkWhole, typeName } from "../math/check_argument.ts";
import { type ImageShape, LAB_IMAGE, pixelsOf } from "../math/image_shape.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { UserError } from "../user_error.ts";
import { clampLogVar } from "./clamp_log_var.ts";
import { decoder, decoderLayers } from "./decoder.ts";
import { batchNorm, batchNormBuffers, batchNormParameters } from "./batch_norm.ts";
import { deltaPosterior } from "./delta_posterior.ts";
import { encoder, encoderLayers, type Posterior } from "./encoder.ts";
import { skipLayers } from "./join_code.ts";
import {
  linearDecoder,
  linearEncoder,
  linearLayers,
  linearVariances,
} from "./linear_architecture.ts";
import { mlpDecoder, mlpDecoderLayers, mlpEncoder, mlpEncoderLayers } from "./mlp_architecture.ts";
import type { ModelOptions } from "./model_options.ts";
import { settleModel } from "./settle_model.ts";
import { initialize, initializeGlorot, type LayerSize, type Parameters } from "./parameters.ts";
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
  /**
   * What tensors that no gradient trains become by this batch, by their names; in training, where the model has some.
   * Whoever takes the step hands them to {@linkcode Vae.updateBuffers}.
   */
  readonly buffers?: Parameters;
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
  /** Units of each hidden layer, of the architecture `mlp`. */
  readonly hiddenSize?: number;
  /** The family that the posterior is taken from. */
  readonly family: ModelOptions["family"];
  /** The least nats of each unit, of the family `delta`. */
  readonly delta?: number;
  /** The standard deviation of each unit's means over a batch, of the family `batch-norm`. */
  readonly gamma?: number;
  /** What enters the decoder's layers beside the layer before. */
  readonly skip: ModelOptions["skip"];
  /** The bound that logVar is clamped to, if there is one. */
  readonly clampLogVar?: number;
  readonly #parameters: Parameters<Variable>;
  readonly #buffers: Parameters<Variable>;

  /**
   * A model with fresh parameters.
   * @throws {RangeError} if `latentSize` is not a whole number from 1 on, and what {@linkcode settleModel} throws
   */
  constructor(
    { latentSize = 8, image: { height, width } = LAB_IMAGE, random, ...given }: VaeOptions =
      {} as VaeOptions, // a caller without types hears what is missing
  ) {
    checkWhole("latentSize", latentSize, { min: 1 });
    for (const [side, length] of Object.entries({ height, width })) {
      checkWhole(`the images' ${side}`, length, { min: 1 });
    }
    const options = settleModel(given);
    if (!random) throw new TypeError("random must be a TorchRandom, got none");
    this.latentSize = latentSize;
    this.image = { height, width };
    this.head = options.head;
    this.architecture = options.architecture;
    this.likelihood = options.likelihood;
    this.hiddenSize = options.hiddenSize;
    this.family = options.family;
    this.delta = options.delta;
    this.gamma = options.gamma;
    this.skip = options.skip;
    this.clampLogVar = options.clampLogVar;
    const normed = options.gamma !== undefined;
    this.#parameters = {
      ...freshParameters(options, latentSize, height * width, random),
      ...normed ? batchNormParameters(latentSize) : {},
    };
    this.#buffers = normed ? batchNormBuffers(latentSize, options.gamma) : {};
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
    const { mu, logVar } = this.#encode(x, tape);
    return { mu, logVar };
  }

  /**
   * Encodes, draws codes with the noise `eps`, decodes.
   * @param x images. [B, P]
   * @param eps standard normal noise: a row for each image, or K rows, all images' first ones first. [K B, d]
   * @param tape where the layers are recorded, in place of TensorFlow.js' own tape; with it a model that has
   * running statistics goes by the batch's own, as in training
   */
  forward(x: Tensor2D, eps: Tensor2D, tape?: Tape): VaeOutput {
    checkColumns("eps", eps, this.latentSize);
    const samples = eps.shape[0] / x.shape[0];
    if (!Number.isInteger(samples) || samples < 1) {
      throw new RangeError(
        `eps must have as many rows as x, ${x.shape[0]}, or a multiple of it, got ${eps.shape[0]}`,
      );
    }
    const { mu, logVar, buffers } = this.#encode(x, tape);
    const codes = { mu: repeatRows(mu, samples, tape), logVar: repeatRows(logVar, samples, tape) };
    const z = reparameterize(codes, eps, tape);
    const output = { x, mu, logVar, z, xHat: this.#decode(z, tape), likelihood: this.likelihood };
    return buffers ? { ...output, buffers } : output;
  }

  /** Takes over {@linkcode VaeOutput.buffers}; a name that is no buffer of this model's is left alone. */
  updateBuffers(buffers: Parameters): void {
    for (const [name, variable] of Object.entries(this.#buffers)) {
      if (buffers[name]) variable.assign(buffers[name]);
    }
  }

  /** The means of the posteriors alone. [B, P] -> [B, d] */
  encode(x: Tensor2D): Tensor2D {
    return tf.tidy(() => this.posterior(x).mu);
  }

  /** Decodes codes without noise. [B, d] -> [B, P] */
  reconstruct(z: Tensor2D): Tensor2D {
    return tf.tidy(() => this.#decode(z));
  }

  /** The posterior, and what the buffers become. */
  #encode(x: Tensor2D, tape?: Tape): Posterior & Pick<VaeOutput, "buffers"> {
    checkColumns("x", x, pixelsOf(this.image));
    const encoded = this.#encoderOutputs(x, tape);
    const { clampLogVar: bound, delta } = this;
    const posterior = bound === undefined ? encoded : clampLogVar(encoded, bound, tape);
    switch (this.family) {
      case "gaussian":
        return posterior;
      case "delta":
        return deltaPosterior(posterior, delta!, tape);
      case "batch-norm":
        return { ...posterior, ...batchNorm(posterior.mu, this.#tensors(), tape) };
    }
  }

  #encoderOutputs(x: Tensor2D, tape?: Tape): Posterior {
    switch (this.architecture) {
      case "lab":
        return encoder(this.#parameters, x, this.head, tape);
      case "linear":
        return linearEncoder(this.#parameters, x, tape);
      case "mlp":
        return mlpEncoder(this.#parameters, x, tape);
    }
  }

  #decode(z: Tensor2D, tape?: Tape): Tensor2D {
    checkColumns("z", z, this.latentSize);
    const skip = this.skip === "code";
    switch (this.architecture) {
      case "lab":
        return decoder(this.#parameters, z, tape, skip);
      case "linear":
        return linearDecoder(this.#parameters, z, tape);
      case "mlp":
        return mlpDecoder(this.#parameters, z, tape, skip);
    }
  }

  /** Those that are trained, and those that are not. */
  #tensors(): Parameters<Variable> {
    return { ...this.#parameters, ...this.#buffers };
  }

  /** A copy of the parameters and buffers, as PyTorch's `state_dict()` names and lays them out. */
  stateDict(): StateDict {
    const tensors: Record<string, StateTensor> = {};
    for (const [name, parameter] of Object.entries(this.#tensors())) {
      tensors[name] = { shape: parameter.shape, values: Float32Array.from(parameter.dataSync()) };
    }
    return tensors;
  }

  /** The same where values cannot be had at once, as on `webgpu`. */
  async fetchStateDict(): Promise<StateDict> {
    const tensors: Record<string, StateTensor> = {};
    for (const [name, parameter] of Object.entries(this.#tensors())) {
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
    const parameters = Object.entries(this.#tensors());
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
    const unknown = Object.keys(tensors).find((name) => !Object.hasOwn(this.#tensors(), name));
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

  /** Frees the parameters and buffers. */
  dispose(): void {
    tf.dispose(Object.values(this.#tensors()));
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

/** The layers of an architecture, freshly drawn. */
function freshParameters(
  { architecture, hiddenSize, skip }: ModelOptions,
  latentSize: number,
  pixels: number,
  random: TorchRandom,
): Parameters<Variable> {
  const decoding = (layers: LayerSize[]) =>
    skip === "code" ? skipLayers(layers, latentSize) : layers;
  switch (architecture) {
    case "lab":
      return initialize(
        [...encoderLayers(latentSize, pixels), ...decoding(decoderLayers(latentSize, pixels))],
        random,
      );
    case "linear":
      return {
        ...initialize(linearLayers(latentSize, pixels), random),
        ...linearVariances(latentSize),
      };
    case "mlp":
      return initializeGlorot(
        [
          ...mlpEncoderLayers(latentSize, pixels, hiddenSize!),
          ...decoding(mlpDecoderLayers(latentSize, pixels, hiddenSize!)),
        ],
        random,
      );
  }
}
