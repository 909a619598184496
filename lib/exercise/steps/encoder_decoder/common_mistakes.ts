import type { Answer } from "../../answer.ts";
import type { Evidence } from "../../step.ts";
import type { Mistake } from "../../values_part.ts";
import {
  type Activation,
  each,
  identity,
  type Layers,
  leakyRelu,
  Network,
  relu,
} from "./network.ts";
import type { NetworkCase } from "./network_case.ts";

/** How far float32 values may be off, as a part of the largest. */
export const TOLERANCE = 1e-4;

/** Default slopes of other libraries, and a mistyped one; 0.2 is a mistake with a name of its own. */
const OTHER_SLOPES = [0.3, 0.1, 0.05, 0.001];

/** One of the two functions, and what its mistakes are made of. */
export interface NetworkHalf {
  /** What the names of its mistakes begin with. */
  readonly prefix: "encoder" | "decoder";
  /** Its first layer, and the last one of the parts that it ends in. */
  readonly first: string;
  readonly last: readonly string[];
  /** How it ends, in words. */
  readonly end: string;
  /** What it gives with layers that are changed. */
  run(at: NetworkCase, layers?: Partial<Layers>): number[];
}

/** Mistakes that people make in either function, since a layer is a layer. */
export function commonMistakes(half: NetworkHalf): Mistake<NetworkCase>[] {
  const { prefix, first, last, end, run } = half;
  const lab = new Set(last);
  /** The network with another activation in some layers. */
  const withActivation = (other: (name: string) => Activation | undefined) => (at: NetworkCase) =>
    run(at, { activation: (name) => other(name) ?? Network.lab(name) });
  /** The network with another activation in place of every LeakyReLU. */
  const withLeaky = (other: Activation) =>
    withActivation((name) => prefix === "decoder" && lab.has(name) ? undefined : other);
  return [
    {
      name: `${prefix}-relu`,
      gives: withLeaky(relu),
      message: `The ${prefix}'s activations are ReLUs: what is negative becomes 0.`,
      hint: "Which activation does the lab use?",
      strongerHint: "The lab's activation lets a little of a negative number through.",
    },
    {
      name: `${prefix}-elu`,
      gives: withLeaky(each((x) => x < 0 ? Math.expm1(x) : x)),
      message: `The ${prefix}'s activations are ELUs.`,
      hint: "Which activation does the lab use?",
      strongerHint: "The lab's activation is made of two straight lines.",
    },
    {
      name: `${prefix}-tanh`,
      gives: withLeaky(each(Math.tanh)),
      message: `The activations after the ${prefix}'s layers are tanhs.`,
      hint: "Which activation does the lab use?",
      strongerHint: "The lab's activation leaves what is positive as it is.",
    },
    {
      name: `${prefix}-default-slope`,
      gives: withLeaky(leakyRelu(0.2)),
      message:
        `The ${prefix}'s LeakyReLUs have the slope 0.2, which is the default of \`tf.leakyRelu\`.`,
      hint: "What is the slope of the lab's LeakyReLU?",
      strongerHint:
        "The default slopes of PyTorch and TensorFlow.js differ; look at the second argument.",
    },
    {
      name: `${prefix}-other-slope`,
      gives: OTHER_SLOPES.map((slope) => withLeaky(leakyRelu(slope))),
      message: `The slope of the ${prefix}'s LeakyReLUs is not the lab's.`,
      hint: "What is the slope of the lab's LeakyReLU?",
      strongerHint: "The step's text states it; count the zeros.",
    },
    {
      name: `${prefix}-no-activations`,
      gives: withActivation(() => identity),
      message:
        `The ${prefix} has no activations at all: without them, all linear layers together are one.`,
      hint: "What comes between two linear layers?",
      strongerHint: "The step's text says what follows each layer.",
    },
    {
      name: `${prefix}-hidden-activations-forgotten`,
      gives: withActivation((name) => lab.has(name) ? undefined : identity),
      message: `The ${prefix} has no activations between its layers; only ${end} is there.`,
      hint: "What comes between two linear layers?",
      strongerHint: "Without anything between them, two linear layers are one linear layer.",
    },
    {
      name: `${prefix}-first-activation-forgotten`,
      gives: withActivation((name) => name === first ? identity : undefined),
      message: `The activation after the ${prefix}'s first layer is missing.`,
      hint: "What follows the first layer?",
      strongerHint: `Look at what \`${first}\` gives, before the next layer takes it.`,
    },
    {
      name: `${prefix}-bias-forgotten`,
      gives: (at) => run(at, { hasBias: false }),
      message: `The ${prefix}'s layers have no bias.`,
      hint: "Which tensors does a layer have, and which of them do you use?",
      strongerHint: "An input of zeros must not give zeros.",
    },
    {
      name: `${prefix}-weight-reshaped`,
      gives: (at) => run(at, { entry: (weight, i, j, { outputs }) => weight[j * outputs + i] }),
      message:
        `The ${prefix}'s weights are reshaped from [out, in] to [in, out]: the shape is right, but the numbers ` +
        "are in the wrong places.",
      hint:
        "Reshape a small matrix, say [[1, 2, 3], [4, 5, 6]], and look at what becomes of its rows.",
      strongerHint: "A reshape keeps the order of the numbers. What should become of a row?",
    },
    {
      name: `${prefix}-weight-not-transposed`,
      explains: (cases, answers) =>
        cases.every((at, i) => isUntransposedProduct(at, answers[i], `${first}.weight`)) &&
        innerSizes(cases[0], `${first}.weight`),
      message:
        `The ${prefix} multiplies its input by the untransposed weight, and their shapes do not fit.`,
      hint: "PyTorch's weights are [out, in]. What shape does your product need?",
      strongerHint: "`tf.matMul` takes more arguments than the two matrices.",
    },
  ];
}

/** Whether it threw because input and weight, neither of them transposed, have no product. */
function isUntransposedProduct({ input, parameters }: NetworkCase, answer: Answer, weight: string) {
  if (!("thrown" in answer)) return false;
  const [[rows, inputs], [outputs]] = [input.shape, parameters[weight].shape];
  const [x, w] = [`${rows},${inputs}`, `${outputs},${inputs}`];
  const flags = "transposeA=false and transposeB=false";
  return [
    `shapes ${x} and ${w} and ${flags}`,
    `shapes ${w} and ${x} and ${flags}`,
    `Error in dot: inner dimensions of inputs must match, but got ${inputs} and ${outputs}.`,
  ].some((text) => answer.thrown.includes(text));
}

/** The two sizes of the first product that would have to be equal. */
function innerSizes({ input, parameters }: NetworkCase, weight: string): Evidence {
  const { shape } = parameters[weight];
  return {
    at: `the first product, of [${input.shape.join(", ")}] and [${shape.join(", ")}]`,
    wanted: "two equal inner sizes",
    found: `${input.shape[1]} and ${shape[0]}`,
  };
}
