import type { TrainTaskOptions } from "../train_options.ts";

/** A published number, and how it is trained for. */
export interface Protocol {
  /** What it is called. */
  readonly title: string;
  /** Where the number was published. */
  readonly source: string;
  /** The negative log-likelihood of MNIST's test images that was published, in nats per image. */
  readonly published: number;
  /** What others got who repeated it: the READMEs of their repositories on GitHub. */
  readonly repeated: readonly { readonly by: string; readonly nats: number }[];
  /** Its passes over the training images. */
  readonly epochs: number;
  /** How it is trained, in the options of `train`. */
  readonly options: Partial<TrainTaskOptions>;
}

/**
 * Codes drawn for each image in the published bounds: the paper's and that of both who repeated it.
 */
export const PUBLISHED_SAMPLES = 5000;

/**
 * Their model and training: 784-200-200-50 and back, tanh, dynamic binarisation, batches of 20, Adam, a learning rate
 * that falls in stages. Their code (github.com/yburda/iwae, optimizers.py, iwae.py) takes the gradient of the sum over a
 * batch with epsilon 1e-4; ours takes that of the mean, a twentieth, and so a twentieth of epsilon.
 */
const BURDA: Partial<TrainTaskOptions> = {
  architecture: "mlp",
  hiddenSize: 200,
  latentSize: 50,
  likelihood: "bernoulli",
  binarise: "dynamic",
  schedule: "constant",
  rates: "stages",
  learningRate: 1e-3,
  epsilon: 1e-4 / 20,
};

/** Where the numbers of the paper's table were read. */
const BURDA_SOURCE =
  "Burda et al. 2016, arXiv 1509.00519, table 1, one stochastic layer; quoted from the README of nbip/IWAE";

/** The published numbers by name. */
export const PROTOCOLS = {
  "vae": {
    title: "VAE (K = 1)",
    source: BURDA_SOURCE,
    published: 86.76,
    repeated: [
      { by: "nbip/IWAE, one version", nats: 87.75 },
      { by: "nbip/IWAE, another version", nats: 86.35 },
      { by: "abdulfatir/IWAE-tensorflow, 400,000 steps", nats: 90.26 },
    ],
    epochs: 3280,
    options: BURDA,
  },
  "iwae-5": {
    title: "IWAE (K = 5)",
    source: BURDA_SOURCE,
    published: 85.54,
    repeated: [
      { by: "nbip/IWAE, one version", nats: 85.50 },
      { by: "nbip/IWAE, another version", nats: 85.18 },
      { by: "abdulfatir/IWAE-tensorflow, 400,000 steps", nats: 88.49 },
    ],
    epochs: 3280,
    options: { ...BURDA, objective: "iwae", samples: 5 },
  },
  "iwae-50": {
    title: "IWAE (K = 50)",
    source: BURDA_SOURCE,
    published: 84.78,
    repeated: [
      { by: "nbip/IWAE, one version", nats: 84.65 },
      { by: "nbip/IWAE, another version", nats: 84.59 },
      { by: "abdulfatir/IWAE-tensorflow, 400,000 steps", nats: 87.34 },
    ],
    epochs: 3280,
    options: { ...BURDA, objective: "iwae", samples: 50 },
  },
} as const satisfies Record<string, Protocol>;

/** The name of a protocol. */
export type ProtocolName = keyof typeof PROTOCOLS;

/** All names. */
export const PROTOCOL_NAMES = Object.keys(PROTOCOLS) as ProtocolName[];
