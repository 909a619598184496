import type { Mistake } from "../../values_part.ts";
import { commonMistakes } from "./common_mistakes.ts";
import { type Activation, each, identity, leakyRelu, Network, relu, sigmoid } from "./network.ts";
import type { NetworkCase } from "./network_case.ts";

const LAST = "decoder.net.6";

/** What students write instead of the decoder, and how each shows. */
export const DECODER_MISTAKES: readonly Mistake<NetworkCase>[] = [
  ...commonMistakes({
    prefix: "decoder",
    first: "decoder.net.0",
    last: [LAST],
    end: "the sigmoid",
    run: (at, layers) => new Network(at, layers).decode(at.input),
  }),
  {
    name: "decoder-one-activation-forgotten",
    gives: ["decoder.net.2", "decoder.net.4"].map((missing) =>
      run((name) => name === missing ? identity : Network.lab(name))
    ),
    message: "The activation after one of the decoder's middle layers is missing.",
    hint: "What follows each layer but the last?",
    strongerHint:
      "Look at what `decoder.net.2` and `decoder.net.4` give, before the next layer takes it.",
  },
  {
    name: "decoder-relu-and-no-sigmoid",
    gives: run((name) => name === LAST ? identity : relu),
    message:
      "Two mistakes at once. The decoder's activations are ReLUs: what is negative becomes 0. And: the decoder ends " +
      "in its last linear layer.",
    hint: "Which activation does the lab use, and in which range must pixels lie?",
    strongerHint:
      "The lab's activation lets a little of a negative number through. What bounds the numbers that the last layer " +
      "gives?",
  },
  {
    name: "clip-for-sigmoid",
    gives: endingIn(each((x) => Math.min(1, Math.max(0, x)))),
    message: "The decoder's last layer is clipped to [0, 1]: many pixels are exactly 0 or 1.",
    hint: "Which activation does the decoder end in?",
    strongerHint:
      "Where a number is clipped, its gradient is 0. Which function has the same range?",
  },
  {
    name: "pixels-around-zero",
    gives: (at) => new Network(at).decode(at.input).map((pixel) => 2 * pixel - 1),
    message: "The pixels lie between -1 and 1.",
    hint: "In which range must pixels lie?",
    strongerHint: "The decoder's pixels are compared with `x`, and those lie in [0, 1].",
  },
  {
    name: "sigmoid-forgotten",
    gives: endingIn(identity),
    message: "The decoder ends in its last linear layer: its pixels may have any value.",
    hint: "In which range must pixels lie?",
    strongerHint: "Some losses apply the last activation themselves; the lab's does not.",
  },
  {
    name: "leaky-relu-for-sigmoid",
    gives: endingIn(leakyRelu()),
    message: "The decoder ends in a LeakyReLU, like its other layers.",
    hint: "In which range must pixels lie?",
    strongerHint: "A loop over all layers treats the last like the others.",
  },
  {
    name: "leaky-relu-before-sigmoid",
    gives: endingIn((row) => sigmoid(leakyRelu()(row))),
    message:
      "The decoder's last layer has a LeakyReLU before its sigmoid: hardly any pixel is below 0.5.",
    hint: "How many activations follow the last layer?",
    strongerHint: "A loop over all layers treats the last like the others.",
  },
  {
    name: "sigmoid-twice",
    gives: endingIn((row) => sigmoid(sigmoid(row))),
    message: "The sigmoid is applied twice: all pixels lie between 0.5 and 0.73.",
    hint: "How many activations follow the last layer?",
    strongerHint: "What is the range of a sigmoid of numbers that already lie between 0 and 1?",
  },
  {
    name: "tanh-for-sigmoid",
    gives: endingIn(each(Math.tanh)),
    message: "The decoder ends in a tanh: its pixels lie between -1 and 1.",
    hint: "In which range must pixels lie?",
    strongerHint: "A tanh suits images that are scaled to [-1, 1]. How are these scaled?",
  },
  {
    name: "relu-for-sigmoid",
    gives: endingIn(relu),
    message: "The decoder ends in a ReLU: its pixels have no upper bound.",
    hint: "In which range must pixels lie?",
    strongerHint: "Pixels are bounded on both sides.",
  },
  {
    name: "softmax-for-sigmoid",
    gives: endingIn((row) => {
      const largest = Math.max(...row);
      const powers = row.map((x) => Math.exp(x - largest));
      const sum = powers.reduce((sum, power) => sum + power, 0);
      return powers.map((power) => power / sum);
    }),
    message: "The decoder ends in a softmax over the pixels: the pixels of an image sum to 1.",
    hint: "Add the pixels of one of your images.",
    strongerHint: "A softmax chooses one of many. Is only one pixel of a digit white?",
  },
  {
    name: "pixels-times-255",
    gives: (at) => new Network(at).decode(at.input).map((pixel) => 255 * pixel),
    message: "The pixels are scaled to [0, 255].",
    hint: "In which range must pixels lie?",
    strongerHint: "The decoder's pixels are compared with `x`, and those lie in [0, 1].",
  },
];

/** The decoder with another end. */
function endingIn(activation: Activation): (at: NetworkCase) => number[] {
  return run((name) => name === LAST ? activation : Network.lab(name));
}

/** The decoder with these activations. */
function run(activation: (name: string) => Activation): (at: NetworkCase) => number[] {
  return (at) => new Network(at, { activation }).decode(at.input);
}
