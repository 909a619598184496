import { type Tensor2D, tf, type Variable } from "../deps/tfjs.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { UserError } from "../user_error.ts";
import { decoder, decoderLayers } from "./decoder.ts";
import { encoder, encoderLayers, type Posterior } from "./encoder.ts";
import { initialize, type LayerSize, type Parameters } from "./parameters.ts";
import { reparameterize } from "./reparameterize.ts";
import type { StateDict, StateTensor } from "./state_dict.ts";

/** What a forward pass gives for B images and d latent units. */
export interface VaeOutput extends Posterior {
  /** The images. [B, 784] */
  readonly x: Tensor2D;
  /** Codes drawn from the posterior. [B, d] */
  readonly z: Tensor2D;
  /** Their reconstructions. [B, 784] */
  readonly xHat: Tensor2D;
}

/** How a {@linkcode Vae} is built. */
export interface VaeOptions {
  /** Latent units, d. The lab's is 8. */
  readonly latentSize?: number;
  /** Draws the initial parameters, in the notebook's order. */
  readonly random: TorchRandom;
}

/** The lab's variational autoencoder (Kingma and Welling 2014, arXiv 1312.6114): 442,000-odd parameters. */
export class Vae {
  /** Latent units, d. */
  readonly latentSize: number;
  readonly #layers: readonly LayerSize[];
  readonly #parameters: Parameters<Variable>;

  /**
   * A model with fresh parameters.
   * @throws {RangeError} if `latentSize` is not a whole number from 1 on
   */
  constructor({ latentSize = 8, random }: VaeOptions) {
    if (!Number.isInteger(latentSize) || latentSize < 1) {
      throw new RangeError(`latentSize must be a whole number from 1 on, got ${latentSize}`);
    }
    this.latentSize = latentSize;
    this.#layers = [...encoderLayers(latentSize), ...decoderLayers(latentSize)];
    this.#parameters = initialize(this.#layers, random);
  }

  /** The trainable tensors by PyTorch's names. */
  parameters(): Parameters<Variable> {
    return this.#parameters;
  }

  /** The posterior of each image. [B, 784] -> mu, logVar [B, d] */
  posterior(x: Tensor2D): Posterior {
    return encoder(this.#parameters, x);
  }

  /** Encodes, draws codes with the noise `eps` [B, d], decodes. */
  forward(x: Tensor2D, eps: Tensor2D): VaeOutput {
    const posterior = this.posterior(x);
    const z = reparameterize(posterior, eps);
    return { x, ...posterior, z, xHat: decoder(this.#parameters, z) };
  }

  /** The means of the posteriors alone. [B, 784] -> [B, d] */
  encode(x: Tensor2D): Tensor2D {
    return tf.tidy(() => this.posterior(x).mu);
  }

  /** Decodes codes without noise. [B, d] -> [B, 784] */
  reconstruct(z: Tensor2D): Tensor2D {
    return tf.tidy(() => decoder(this.#parameters, z));
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

  /** Takes over parameters, all or none. @throws {UserError} for a missing, unknown or misshapen one */
  loadStateDict(tensors: StateDict): void {
    const parameters = Object.entries(this.#parameters);
    for (const [name, { shape }] of parameters) {
      const found = tensors[name]?.shape;
      if (found?.join() !== shape.join()) {
        throw new UserError(
          `the parameter ${name}: wanted [${shape}], found ${found ? `[${found}]` : "none"}. ` +
            `Is this a model of the lab with latent size ${this.latentSize}?`,
        );
      }
    }
    const unknown = Object.keys(tensors).find((name) => !(name in this.#parameters));
    if (unknown) throw new UserError(`the lab's model has no parameter ${unknown}.`);
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
