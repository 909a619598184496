import type { Answer } from "../../answer.ts";
import { areClose, type Mistake } from "../../values_part.ts";
import { type Activation, identity, type Layers, leakyRelu, Network, relu } from "./network.ts";
import type { NetworkCase } from "./network_case.ts";

/** How far float32 values may be off, as a part of the largest. */
export const TOLERANCE = 1e-4;

/** The slopes that other libraries take if they are told none, and a mistyped one; 0.2 has a name of its own. */
const OTHER_SLOPES = [0.3, 0.1, 0.05, 0.001];

/** One of the two functions. */
export interface Which {
  /** Begins the names of its mistakes. */
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
export function commonMistakes(which: Which): Mistake<NetworkCase>[] {
  const { prefix, first, last, end, run } = which;
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
      name: `${prefix}-default-slope`,
      gives: withLeaky(leakyRelu(0.2)),
      message:
        `The ${prefix}'s LeakyReLUs have the slope 0.2, which \`tf.leakyRelu\` takes if it is told none.`,
      hint: "Which slope does the lab's LeakyReLU have?",
      strongerHint:
        "PyTorch and TensorFlow.js disagree about the slope; look at the second argument.",
    },
    {
      name: `${prefix}-other-slope`,
      explains: (cases, answers) =>
        OTHER_SLOPES.some((slope) => agree(cases, answers, withLeaky(leakyRelu(slope)))),
      message: `The ${prefix}'s LeakyReLUs have another slope than the lab's.`,
      hint: "Which slope does the lab's LeakyReLU have?",
      strongerHint: "The step's text states it; count the zeros.",
    },
    {
      name: `${prefix}-no-activations`,
      gives: withActivation(() => identity),
      message:
        `The ${prefix} has no activations at all: linear layers in a row are one linear layer.`,
      hint: "What stands between two linear layers?",
      strongerHint: "The step's text says what follows each layer.",
    },
    {
      name: `${prefix}-hidden-activations-forgotten`,
      gives: withActivation((name) => lab.has(name) ? undefined : identity),
      message: `The ${prefix} has no activations between its layers; only ${end} is there.`,
      hint: "What stands between two linear layers?",
      strongerHint: "Linear layers in a row, with nothing between them, are one linear layer.",
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
      hint: "Which tensors are there for each layer, and which do you use?",
      strongerHint: "An input of zeros must not give zeros.",
    },
    {
      name: `${prefix}-weight-reshaped`,
      gives: (at) => run(at, { entry: (weight, i, j, { outputs }) => weight[j * outputs + i] }),
      message:
        `The ${prefix}'s weights are reshaped from [out, in] to [in, out]: the shape is right, and the numbers ` +
        "lie in the wrong places.",
      hint:
        "Reshape a small matrix, say [[1, 2, 3], [4, 5, 6]], and look at what becomes of its rows.",
      strongerHint: "A reshape keeps the order of the numbers. What should become of a row?",
    },
    {
      name: `${prefix}-weight-not-transposed`,
      explains: (cases, answers) =>
        cases.every((at, i) => isProductAsItLies(at, answers[i], `${first}.weight`)) && {
          at: `the first product, of ${shapeText(cases[0].input.shape)} and ${
            shapeText(cases[0].parameters[`${first}.weight`].shape)
          }`,
          wanted: "two inner sizes that are equal",
          found: "an error of TensorFlow.js",
        },
      message:
        `The ${prefix} multiplies its input with a weight as it lies, and their shapes do not fit.`,
      hint: "PyTorch's weights are [out, in]. Which shape does your product want?",
      strongerHint: "`tf.matMul` has two more arguments than the matrices.",
    },
  ];
}

/** Whether all answers are the numbers that `gives` has for the cases. */
export function agree(
  cases: readonly NetworkCase[],
  answers: readonly Answer[],
  gives: (at: NetworkCase) => readonly number[],
): boolean {
  return cases.every((at, i) => {
    const answer = answers[i];
    return "values" in answer && areClose(answer.values, gives(at), TOLERANCE);
  });
}

/** Whether it threw since input and weight, neither of them transposed, have no product. */
function isProductAsItLies({ input, parameters }: NetworkCase, answer: Answer, weight: string) {
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

function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}
