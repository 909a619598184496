import { areClose } from "../../are_close.ts";
import { noiseFlaw } from "../../noise_flaw.ts";
import type { Mistake } from "../../values_part.ts";
import { commonMistakes, TOLERANCE } from "./common_mistakes.ts";
import { identity, Network } from "./network.ts";
import type { NetworkCase } from "./network_case.ts";

const HEADS = ["encoder.mu.2", "encoder.log_var.2"];

/** What students write instead of the encoder, and how each shows. */
export const ENCODER_MISTAKES: readonly Mistake<NetworkCase>[] = [
  ...commonMistakes({
    prefix: "encoder",
    first: "encoder.net.0",
    last: HEADS,
    end: "the last one of each head",
    run: (at, layers) => new Network(at, layers).encode(at.input),
  }),
  {
    name: "head-activation-forgotten",
    gives: (at) =>
      new Network(at, {
        activation: (name) => HEADS.includes(name) ? identity : Network.lab(name),
      }).encode(at.input),
    message: "The two heads end in their linear layers: the lab's last LeakyReLU is missing.",
    hint: "What do the heads of the lab end in?",
    strongerHint: "Most VAEs have none there; this lab has one.",
  },
  {
    name: "one-head-activation-forgotten",
    gives: HEADS.map((head) => withoutActivation((name) => name === head)),
    message: "One of the two heads ends in its linear layer: its last LeakyReLU is missing.",
    hint: "What does each of the lab's heads end in?",
    strongerHint: "Both heads have the same layers and activations. Where do yours differ?",
  },
  {
    name: "heads-hidden-activation-forgotten",
    gives: withoutActivation((name) => /(mu|log_var)\.0$/.test(name)),
    message: "The activation between the two layers of each head is missing.",
    hint: "What comes between two linear layers?",
    strongerHint: "Look at what `encoder.mu.0` gives, before the next layer takes it.",
  },
  {
    name: "trunk-activation-forgotten",
    gives: (at) =>
      new Network(at, {
        activation: (name) => name === "encoder.net.2" ? identity : Network.lab(name),
      }).encode(at.input),
    message: "The activation between the trunk and its two heads is missing.",
    hint: "What follows the trunk's second layer?",
    strongerHint: "Look at what `encoder.net.2` gives, before the heads take it.",
  },
  {
    name: "mu-and-log-var-swapped",
    gives: (at) => outputs(at, (mu, logVar) => [logVar, mu]),
    message: "`mu` and `logVar` are swapped.",
    hint: "Which head computes which field?",
    strongerHint: "Compare the names of the layers with the names of the fields.",
  },
  {
    name: "one-head-for-both",
    gives: (at) => outputs(at, (mu) => [mu, mu]),
    message: "`logVar` is computed by the head of `mu`: both fields hold the same numbers.",
    hint: "Which layers does each head use?",
    strongerHint: "When you copy a line, every name in it may have to change.",
  },
  {
    name: "heads-share-first-layer",
    gives: (at) => {
      const network = new Network(at), features = network.features(at.input);
      const logVar = network.run(features, "encoder.mu.0", "encoder.log_var.2");
      return [...network.mu(at.input).values, ...logVar.values];
    },
    message:
      "`logVar` is computed from the hidden layer of `mu`'s head: the heads share their first layer.",
    hint: "Which layers does each head use?",
    strongerHint:
      "Some of the tensors whose names begin with `encoder.log_var` are not used in your function.",
  },
  {
    name: "variance-for-log-var",
    gives: (at) => outputs(at, (mu, logVar) => [mu, logVar.map(Math.exp)]),
    message: "`logVar` holds the variance: it has been exponentiated.",
    hint: "What is the field called?",
    strongerHint:
      "The steps that take `logVar` undo the logarithm themselves. Where do you undo it?",
  },
  {
    name: "std-for-log-var",
    gives: (at) => outputs(at, (mu, logVar) => [mu, logVar.map((value) => Math.exp(value / 2))]),
    message: "`logVar` holds the standard deviation.",
    hint: "What is the field called?",
    strongerHint:
      "The steps that take `logVar` undo the logarithm and the square themselves. Where do you undo them?",
  },
  {
    name: "log-std-for-log-var",
    gives: (at) => outputs(at, (mu, logVar) => [mu, logVar.map((value) => value / 2)]),
    message:
      "`logVar` is half of what its head gives: that is the logarithm of the standard deviation.",
    hint: "The field is the logarithm of which quantity?",
    strongerHint: "The steps that take `logVar` undo the square themselves. Where do you undo it?",
  },
  {
    name: "noise-in-encode",
    explains(cases, answers) {
      const noise: number[] = [];
      for (const [i, at] of cases.entries()) {
        const answer = answers[i];
        const network = new Network(at);
        const mu = network.mu(at.input).values, logVar = network.logVar(at.input).values;
        if (!("values" in answer) || answer.values.length !== 2 * mu.length) return false;
        if (!areClose(answer.values.slice(mu.length), logVar, TOLERANCE)) return false;
        noise.push(...mu.map((mu, j) => (answer.values[j] - mu) / Math.exp(logVar[j] / 2)));
      }
      return !noiseFlaw(noise);
    },
    message:
      "Noise is added in `encode`: instead of the means it gives codes that are drawn around them.",
    hint: "Call the function twice with the same image: the results must be the same.",
    strongerHint: "The encoder gives a distribution. Which step draws from it?",
  },
  {
    name: "pixels-divided-again",
    gives: (at) => {
      const values = at.input.values.map((pixel) => pixel / 255);
      return new Network(at).encode({ ...at.input, values });
    },
    message:
      "The pixels are divided by 255, although they are in [0, 1] already: the encoder sees black images.",
    hint: "In which range are the pixels of `x`?",
    strongerHint: "Images are scaled once, where they are read.",
  },
  {
    name: "input-around-zero",
    gives: (at) => {
      const values = at.input.values.map((pixel) => 2 * pixel - 1);
      return new Network(at).encode({ ...at.input, values });
    },
    message: "The pixels are scaled to [-1, 1] before the first layer takes them.",
    hint: "In which range are the pixels of `x`, and what does the lab's encoder take?",
    strongerHint: "Images are scaled once, where they are read.",
  },
];

/** The encoder without the activations of some layers. */
function withoutActivation(isMissing: (name: string) => boolean) {
  return (at: NetworkCase) =>
    new Network(at, { activation: (name) => isMissing(name) ? identity : Network.lab(name) })
      .encode(at.input);
}

/** What a function makes of the outputs of both heads. */
function outputs(
  at: NetworkCase,
  of: (mu: number[], logVar: number[]) => [number[], number[]],
): number[] {
  const network = new Network(at);
  return of(network.mu(at.input).values, network.logVar(at.input).values).flat();
}
