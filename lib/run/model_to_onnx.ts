import config from "../../deno.json" with { type: "json" };
import { type OnnxNode, type OnnxValue, writeOnnx } from "../file/onnx.ts";
import { typeName } from "../math/check_argument.ts";
import { pixelsOf, shapeText } from "../math/image_shape.ts";
import { deltaInterval } from "../math/delta_interval.ts";
import type { StateDict } from "../math/state_dict.ts";
import { BATCH_NORM, BATCH_NORM_EPSILON } from "../model/batch_norm.ts";
import { SMALLEST_SQUARE } from "../model/delta_posterior.ts";
import { type Activation, SLOPE } from "../model/dense.ts";
import { LAB_MODEL } from "../model/model_options.ts";
import { Vae } from "../model/vae.ts";
import { modelSha256 } from "./model_hash.ts";

/** A model as two ONNX files. */
export interface OnnxFiles {
  /** `x` [N, P] -> `mu`, `log_var` [N, d] */
  readonly encoder: Uint8Array<ArrayBuffer>;
  /** `z` [N, d] -> `x_hat` [N, P] */
  readonly decoder: Uint8Array<ArrayBuffer>;
}

/**
 * A model for ONNX' runtimes: the encoder and the decoder, a file each, for any number N of rows. They
 * compute what {@linkcode Vae.posterior} and {@linkcode Vae.reconstruct} compute. The draw between them
 * is left to the caller: z = mu + exp(log_var / 2) * eps.
 *
 * Parameters and nodes have PyTorch's names, such as `encoder.net.0.weight` and `encoder.net.1`. The
 * metadata of each file say what the model is, and the SHA-256 of its `modelToBytes`. The same
 * model gives the same bytes.
 *
 * @throws what `modelToBytes` throws
 */
export async function modelToOnnx(vae: Vae): Promise<OnnxFiles> {
  if (!(vae instanceof Vae)) throw new TypeError(`vae must be a Vae, got ${typeName(vae)}`);
  const metadata = await notes(vae);
  const tensors = await vae.fetchStateDict();
  const of = (part: "encoder" | "decoder", graph: Graph) =>
    writeOnnx({
      ...graph,
      name: part,
      producer: { name: "VAE lab", version: config.version },
      parameters: ofPart(tensors, part),
      metadata,
    });
  return {
    encoder: await of("encoder", encoderGraph(vae)),
    decoder: await of("decoder", decoderGraph(vae)),
  };
}

/** What differs between the two files. */
interface Graph {
  readonly description: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
}

/** See lib/model/encoder.ts, linear_architecture.ts, mlp_architecture.ts, and those of the families. */
function encoderGraph(vae: Vae): Graph {
  const { image, latentSize, clampLogVar: bound, delta, family } = vae;
  const mu = family === "gaussian" ? "mu" : "encoded_mu";
  const logVar = family === "delta" ? "encoded_log_var" : "log_var";
  const encoded = bound === undefined
    ? encoderNodes(vae, mu, logVar)
    : [...encoderNodes(vae, mu, "unclamped"), ...clamped("unclamped", logVar, bound)];
  const nodes = [
    ...encoded,
    ...family === "batch-norm" ? normalized(mu, "mu") : [],
    ...family === "delta" ? keptAway(mu, logVar, delta!) : [],
  ];
  const ofUnits = ["N", latentSize];
  return {
    description:
      "The encoder of a variational autoencoder: images to the mean and the logarithm of the " +
      "variance of each latent unit.",
    inputs: [{
      name: "x",
      shape: ["N", pixelsOf(image)],
      description: `Images of ${shapeText(image)} pixels from 0 to 1, row by row.`,
    }],
    outputs: [
      { name: "mu", shape: ofUnits, description: "Means." },
      { name: "log_var", shape: ofUnits, description: "Logarithms of the variances." },
    ],
    nodes,
  };
}

/** The encoder's layers, from `x` to the values of these names. */
function encoderNodes(
  { architecture, head }: Vae,
  mu: string,
  logVar: string,
): OnnxNode[] {
  const last = head === "leaky" ? "leakyRelu" : "identity";
  switch (architecture) {
    case "lab":
      return [
        ...chain(sequential("encoder.net", ["leakyRelu", "leakyRelu"]), "x", "features"),
        ...chain(sequential("encoder.mu", ["leakyRelu", last]), "features", mu),
        ...chain(sequential("encoder.log_var", ["leakyRelu", last]), "features", logVar),
      ];
    case "linear":
      return [
        ...chain([linear("encoder.mu")], "x", mu),
        ...repeated("encoder.log_var", mu, logVar),
      ];
    case "mlp":
      return [
        ...chain(sequential("encoder.net", ["tanh", "tanh"]), "x", "features"),
        ...chain([linear("encoder.mu")], "features", mu),
        ...chain([linear("encoder.log_var")], "features", logVar),
      ];
  }
}

/** The activations of each architecture's decoder, layer by layer. */
const DECODERS: Readonly<Record<Vae["architecture"], readonly Activation[]>> = {
  lab: ["leakyRelu", "leakyRelu", "leakyRelu", "sigmoid"],
  linear: [],
  mlp: ["tanh", "tanh", "sigmoid"],
};

/** See lib/model/decoder.ts, linear_architecture.ts, mlp_architecture.ts and join_code.ts. */
function decoderGraph({ image, latentSize, architecture, likelihood, skip }: Vae): Graph {
  const each = likelihood === "bernoulli" ? "probability" : "mean";
  const steps = architecture === "linear"
    ? [linear("decoder.net")]
    : sequential("decoder.net", DECODERS[architecture]);
  return {
    description: `The decoder of a variational autoencoder: codes to the ${each} of each pixel.`,
    inputs: [{
      name: "z",
      shape: ["N", latentSize],
      description: "Codes: mu + exp(log_var / 2) * eps with eps from N(0, I), or mu itself.",
    }],
    outputs: [{
      name: "x_hat",
      shape: ["N", pixelsOf(image)],
      description: `The ${each} of each pixel of images of ${shapeText(image)}, row by row.`,
    }],
    nodes: skip === "code" ? joined(chain(steps, "z", "x_hat")) : chain(steps, "z", "x_hat"),
  };
}

/** A linear layer, or the function after it. */
interface Step {
  readonly name: string;
  readonly operator: string;
  readonly attributes?: OnnxNode["attributes"];
  /** The names of its parameters, which it takes after its input. */
  readonly parameters: readonly string[];
}

/** A layer's product: y = x W^T + b. */
function linear(name: string): Step {
  const parameters = [`${name}.weight`, `${name}.bias`];
  return { name, operator: "Gemm", attributes: { transB: 1n }, parameters };
}

function activate(name: string, activation: Activation): Step[] {
  if (activation === "identity") return [];
  if (activation === "sigmoid") return [{ name, operator: "Sigmoid", parameters: [] }];
  if (activation === "tanh") return [{ name, operator: "Tanh", parameters: [] }];
  return [{ name, operator: "LeakyRelu", attributes: { alpha: SLOPE }, parameters: [] }];
}

/** The steps of PyTorch's `nn.Sequential` with a linear layer for each of these activations. */
function sequential(module: string, activations: readonly Activation[]): Step[] {
  return activations.flatMap((activation, i) => [
    linear(`${module}.${2 * i}`),
    ...activate(`${module}.${2 * i + 1}`, activation),
  ]);
}

/** The nodes of these steps, one after the other. */
function chain(steps: readonly Step[], input: string, output: string): OnnxNode[] {
  return steps.map(({ parameters, ...step }, i) => ({
    ...step,
    inputs: [i === 0 ? input : steps[i - 1].name, ...parameters],
    outputs: [i === steps.length - 1 ? output : step.name],
  }));
}

/** A parameter [d] for each row of another value: [N, d]. */
function repeated(parameter: string, like: string, output: string): OnnxNode[] {
  const shape = `${parameter}.shape`;
  return [
    { name: shape, operator: "Shape", inputs: [like], outputs: [shape] },
    { name: parameter, operator: "Expand", inputs: [parameter, shape], outputs: [output] },
  ];
}

/** A decoder whose linear layers, but for the first, take the code `z` beside their input. */
function joined(nodes: readonly OnnxNode[]): OnnxNode[] {
  return nodes.flatMap((node) => {
    const [input, ...parameters] = node.inputs;
    if (node.operator !== "Gemm" || input === "z") return [node];
    const both = `${input}.z`;
    return [
      {
        ...{ name: both, operator: "Concat", inputs: [input, "z"], outputs: [both] },
        attributes: { axis: 1n },
      },
      { ...node, inputs: [both, ...parameters] },
    ];
  });
}

/** A batch-norm VAE's means, by the running statistics; see lib/model/batch_norm.ts. */
function normalized(input: string, output: string): OnnxNode[] {
  const parameters = ["weight", "bias", "running_mean", "running_var"];
  return [{
    name: BATCH_NORM,
    operator: "BatchNormalization",
    inputs: [input, ...parameters.map((name) => `${BATCH_NORM}.${name}`)],
    outputs: [output],
    attributes: { epsilon: BATCH_NORM_EPSILON },
  }];
}

/** A delta-VAE's posterior; see lib/model/delta_posterior.ts. */
function keptAway(mu: string, logVar: string, delta: number): OnnxNode[] {
  const { lowest, highest } = deltaInterval(delta);
  const node = (operator: string, output: string, ...inputs: string[]): OnnxNode => ({
    ...{ name: output, operator, inputs, outputs: [output] },
  });
  return [
    constant("lowest", lowest),
    constant("width", highest - lowest),
    constant("offset", 1 + 2 * delta),
    constant("smallest", SMALLEST_SQUARE),
    node("Sigmoid", "share", logVar),
    node("Mul", "above_lowest", "share", "width"),
    node("Add", "variance", "above_lowest", "lowest"),
    node("Log", "log_var", "variance"),
    node("Add", "log_var_plus", "log_var", "offset"),
    node("Sub", "difference", "log_var_plus", "variance"),
    node("Max", "square", "difference", "smallest"),
    node("Sqrt", "root", "square"),
    node("Relu", "above_zero", mu),
    node("Add", "mu", "root", "above_zero"),
  ];
}

function constant(name: string, value: number): OnnxNode {
  return {
    ...{ name, operator: "Constant", inputs: [], outputs: [name] },
    attributes: { value_float: value },
  };
}

function clamped(input: string, output: string, bound: number): OnnxNode[] {
  const [min, max] = [`${output}.min`, `${output}.max`];
  const clip = { name: output, operator: "Clip", inputs: [input, min, max], outputs: [output] };
  return [constant(min, -bound), constant(max, bound), clip];
}

/** The parameters of the encoder or the decoder. */
function ofPart(tensors: StateDict, part: "encoder" | "decoder"): StateDict {
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(`${part}.`));
  return Object.fromEntries(own);
}

/** What the metadata say: a model file's notes, and where the model comes from. */
async function notes(vae: Vae): Promise<Record<string, string>> {
  const { latentSize, image: { height, width }, architecture, head, likelihood } = vae;
  const { family, skip } = vae;
  const numbers = (["hiddenSize", "delta", "gamma", "clampLogVar"] as const)
    .flatMap((name) => vae[name] === undefined ? [] : [[name, `${vae[name]}`]]);
  return {
    lab: config.version,
    latentSize: `${latentSize}`,
    height: `${height}`,
    width: `${width}`,
    architecture,
    head,
    likelihood,
    ...family === LAB_MODEL.family ? {} : { family },
    ...skip === LAB_MODEL.skip ? {} : { skip },
    ...Object.fromEntries(numbers),
    modelSha256: await modelSha256(vae),
  };
}
