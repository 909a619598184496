import type { Scalar, Tensor, Tensor2D } from "../deps/tfjs.ts";

/** The random numbers that a function of the exercise is given: PyTorch's, from a seed. */
export interface Random {
  /** n draws from the standard normal distribution. */
  normal(n: number): Float32Array;
  /** n draws from the uniform distribution on [from, to). */
  uniform(n: number, from?: number, to?: number): Float32Array;
}

/** The posterior N(mu, diag(exp(logVar))) of each image of a batch: B images, d latent units. */
export interface Posterior {
  /** Means. [B, d] */
  readonly mu: Tensor2D;
  /** Natural logarithms of the variances. [B, d] */
  readonly logVar: Tensor2D;
}

/** Weights and biases by PyTorch's names: `encoder.net.0.weight` [out, in], `encoder.net.0.bias` [out]. */
export type Parameters = Readonly<Record<string, Tensor>>;

/** Whether a term is added up over its entries (pixels, latent units), or averaged over them. */
export type Reduction = "sum" | "mean";

/** A VAE's loss as somebody's program has it: reconstruction + weight * KL, averaged over a batch. */
export interface WrittenLoss {
  /** Over the pixels. */
  readonly reconstruction: Reduction;
  /** Over the latent units. */
  readonly kl: Reduction;
  /** Multiplies the KL term. */
  readonly weight: number;
  /** Pixels of an image. */
  readonly pixels: number;
  /** Latent units, d. */
  readonly latentSize: number;
}

/** How long the weight of the KL term stays 0, and how long it then rises to 1; both in epochs. */
export interface KlSchedule {
  /** The warm-up: a whole number, 0 or more. */
  readonly warmUp: number;
  /** The ramp: a whole number, 0 or more. */
  readonly annealing: number;
}

/** The two halves of a trained autoencoder, without noise. B images of P pixels, d latent units. */
export interface Autoencoder {
  /** The posterior means of a batch of images. [B, P] -> [B, d] */
  encode(x: Tensor2D): Tensor2D;
  /** The images that the decoder makes of a batch of codes. [B, d] -> [B, P] */
  reconstruct(z: Tensor2D): Tensor2D;
}

/** One gradient for each parameter of a model. As in PyTorch, they stay until they are cleared. */
export interface Gradients {
  /** Sets all of them to zero. */
  clear(): void;
  /**
   * Calls `loss`, differentiates what it computes, and adds the gradients to those that are there, as
   * PyTorch's `backward()` does. Gives the loss.
   */
  add(loss: () => Scalar): Scalar;
}

/** What a forward pass gives for a batch of B images of P pixels, with d latent units. */
export interface ForwardOutput extends Posterior {
  /** The images. [B, P] */
  readonly x: Tensor2D;
  /** Codes drawn from the posteriors. [B, d] */
  readonly z: Tensor2D;
  /** Their reconstructions. [B, P] */
  readonly xHat: Tensor2D;
}

/** What a training step is given: the model, its loss, and what moves the parameters. */
export interface TrainStepGiven {
  /** Latent units, d. */
  readonly latentSize: number;
  /** The weight of the KL term. */
  readonly klWeight: number;
  /** The model. Images [B, P] and noise [B, d] -> mu, logVar, xHat, which the loss needs. */
  forward(x: Tensor2D, eps: Tensor2D): ForwardOutput;
  /** Squared error + klWeight * KL. */
  loss(output: ForwardOutput, klWeight: number): Scalar;
  /** One for each of the model's parameters. */
  readonly gradients: Gradients;
  /** Knows the model's parameters. */
  readonly optimizer: {
    /** Moves the parameters, using the gradients as they are at that moment. */
    step(): void;
  };
}
