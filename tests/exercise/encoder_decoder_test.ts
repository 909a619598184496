import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DECODER_MISTAKES } from "../../lib/exercise/steps/encoder_decoder/decoder_mistakes.ts";
import { ENCODER_MISTAKES } from "../../lib/exercise/steps/encoder_decoder/encoder_mistakes.ts";
import type { NetworkCase } from "../../lib/exercise/steps/encoder_decoder/network_case.ts";
import { encoderDecoderStep } from "../../lib/exercise/steps/encoder_decoder/step.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { proveStep } from "./prove_step.ts";

/** Functions that the files below share, as a student writes them. */
const HELPERS = `import { tf } from "@vae/lab/exercise";
type P = any;
const lrelu = (h: any) => tf.maximum(h, h.mul(0.01));
const same = (h: any) => h;
function fc(p: P, name: string, h: any): any {
  return h.matMul(p[name + ".weight"].transpose()).add(p[name + ".bias"]);
}
`;

/** The functions written out, with other activations or another linear layer. */
interface Changes {
  readonly fc?: string;
  readonly hidden?: string;
  readonly first?: string;
  readonly last?: string;
}

function encode({ fc = "fc", hidden = "lrelu", first = hidden, last = hidden }: Changes = {}) {
  return `export function encode(p: P, x: any) {
  const h1 = (${first})((${fc})(p, "encoder.net.0", x));
  const h2 = (${hidden})((${fc})(p, "encoder.net.2", h1));
  const head = (name: string) =>
    (${last})((${fc})(p, name + ".2", (${hidden})((${fc})(p, name + ".0", h2))));
  return { mu: head("encoder.mu"), logVar: head("encoder.log_var") };
}
`;
}

function decode(
  { fc = "fc", hidden = "lrelu", first = hidden, last = "tf.sigmoid" }: Changes = {},
) {
  return `export function decode(p: P, z: any) {
  let h = (${first})((${fc})(p, "decoder.net.0", z));
  h = (${hidden})((${fc})(p, "decoder.net.2", h));
  h = (${hidden})((${fc})(p, "decoder.net.4", h));
  return (${last})((${fc})(p, "decoder.net.6", h));
}
`;
}

/** A file with a changed encoder, and one with a changed decoder. */
const encoder = (changes: Changes) => HELPERS + encode(changes) + decode();
const decoder = (changes: Changes) => HELPERS + encode() + decode(changes);

/** A file whose encoder makes something else of the right result. */
const encoded = (fields: string) =>
  `${HELPERS}${encode().replace("export function encode", "function posterior")}${decode()}
export function encode(p: P, x: any) {
  const { mu, logVar } = posterior(p, x);
  return ${fields};
}
`;

const NO_BIAS = `(p: P, name: string, h: any) => h.matMul(p[name + ".weight"].transpose())`;
const RESHAPED = `(p: P, name: string, h: any) => {
    const w = p[name + ".weight"], [out, n] = w.shape;
    return h.matMul(w.reshape([n, out])).add(p[name + ".bias"]);
  }`;
const AS_IT_LIES = `(p: P, name: string, h: any) =>
    h.matMul(p[name + ".weight"]).add(p[name + ".bias"])`;
const slope = (value: number) => `(h: any) => tf.leakyRelu(h, ${value})`;
const LRELU = "lrelu";

proveStep(encoderDecoderStep, {
  mistakes: {
    "encoder-relu": encoder({ hidden: "tf.relu" }),
    "encoder-elu": encoder({ hidden: "tf.elu" }),
    "encoder-tanh": encoder({ hidden: "tf.tanh" }),
    "one-head-activation-forgotten": [[
      `layer(layer(features, "log_var.0"), "log_var.2")`,
      `linear(parameters, "encoder.log_var.2", layer(features, "log_var.0"))`,
    ]],
    "heads-hidden-activation-forgotten": HELPERS + decode() +
      encode().replace(`(lrelu)((fc)(p, name + ".0", h2))`, `fc(p, name + ".0", h2)`),
    "input-around-zero": [[`layer(x, "net.0")`, `layer(tf.sub(tf.mul(x, 2), 1), "net.0")`]],
    "encoder-default-slope": encoder({ hidden: "(h: any) => tf.leakyRelu(h)" }),
    "encoder-other-slope": encoder({ hidden: slope(0.3) }),
    "encoder-no-activations": encoder({ hidden: "same" }),
    "encoder-hidden-activations-forgotten": encoder({ hidden: "same", last: LRELU }),
    "encoder-first-activation-forgotten": encoder({ first: "same" }),
    "encoder-bias-forgotten": encoder({ fc: NO_BIAS }),
    "encoder-weight-reshaped": encoder({ fc: RESHAPED }),
    "encoder-weight-not-transposed": encoder({ fc: AS_IT_LIES }),
    "head-activation-forgotten": encoder({ last: "same" }),
    "trunk-activation-forgotten": [[
      `const features = layer(layer(x, "net.0"), "net.2");`,
      `const features = linear(parameters, "encoder.net.2", layer(x, "net.0"));`,
    ]],
    "mu-and-log-var-swapped": encoded("{ mu: logVar, logVar: mu }"),
    "one-head-for-both": [
      [
        `layer(layer(features, "log_var.0"), "log_var.2")`,
        `layer(layer(features, "mu.0"), "mu.2")`,
      ],
    ],
    "heads-share-first-layer": [[`layer(features, "log_var.0")`, `layer(features, "mu.0")`]],
    "variance-for-log-var": encoded("{ mu, logVar: tf.exp(logVar) }"),
    "std-for-log-var": encoded("{ mu, logVar: logVar.exp().sqrt() }"),
    "log-std-for-log-var": encoded("{ mu, logVar: logVar.mul(0.5) }"),
    "noise-in-encode": encoded(
      "{ mu: mu.add(tf.randomNormal(mu.shape).mul(tf.exp(logVar.div(2)))), logVar }",
    ),
    "pixels-divided-again": [[`layer(x, "net.0")`, `layer(tf.div(x, 255), "net.0")`]],
    "decoder-relu": decoder({ hidden: "tf.relu" }),
    "decoder-elu": decoder({ hidden: "tf.elu" }),
    "decoder-tanh": decoder({ hidden: "tf.tanh" }),
    "decoder-one-activation-forgotten": HELPERS + encode() +
      decode().replace(`(lrelu)((fc)(p, "decoder.net.4", h))`, `fc(p, "decoder.net.4", h)`),
    "decoder-relu-and-no-sigmoid": decoder({ hidden: "tf.relu", last: "same" }),
    "clip-for-sigmoid": decoder({ last: "(h: any) => h.clipByValue(0, 1)" }),
    "pixels-around-zero": decoder({ last: "(h: any) => tf.sigmoid(h).mul(2).sub(1)" }),
    "decoder-default-slope": decoder({ hidden: slope(0.2) }),
    "decoder-other-slope": decoder({ hidden: slope(0.1) }),
    "decoder-no-activations": decoder({ hidden: "same", last: "same" }),
    "decoder-hidden-activations-forgotten": decoder({ hidden: "same" }),
    "decoder-first-activation-forgotten": decoder({ first: "same" }),
    "decoder-bias-forgotten": decoder({ fc: NO_BIAS }),
    "decoder-weight-reshaped": decoder({ fc: RESHAPED }),
    "decoder-weight-not-transposed": decoder({
      fc: `(p: P, name: string, h: any) => tf.dot(h, p[name + ".weight"]).add(p[name + ".bias"])`,
    }),
    "sigmoid-forgotten": decoder({ last: "same" }),
    "leaky-relu-for-sigmoid": decoder({ last: LRELU }),
    "leaky-relu-before-sigmoid": decoder({ last: "(h: any) => tf.sigmoid(lrelu(h))" }),
    "sigmoid-twice": decoder({ last: "(h: any) => tf.sigmoid(tf.sigmoid(h))" }),
    "tanh-for-sigmoid": decoder({ last: "tf.tanh" }),
    "relu-for-sigmoid": decoder({ last: "tf.relu" }),
    "softmax-for-sigmoid": decoder({ last: "tf.softmax" }),
    "pixels-times-255": decoder({ last: "(h: any) => tf.sigmoid(h).mul(255)" }),
  },
  equivalents: {
    "layers written out": HELPERS + encode() + decode(),
    "weights from the left, and columns for rows": HELPERS +
      encode({
        fc: `(p: P, name: string, h: any) =>
      tf.matMul(p[name + ".weight"], h.transpose()).add(p[name + ".bias"].expandDims(1)).transpose()`,
      }) +
      decode({
        fc: `(p: P, name: string, h: any) =>
      tf.matMul(p[name + ".weight"], h, false, true).transpose().add(p[name + ".bias"])`,
      }),
    "activations by other operations": HELPERS +
      encode({ hidden: "(h: any) => tf.where(h.less(0), h.div(100), h)" }) +
      decode({
        hidden: "(h: any) => tf.relu(h).sub(tf.relu(tf.neg(h)).mul(0.01))",
        last: "(h: any) => tf.add(1, tf.exp(tf.neg(h))).reciprocal()",
      }),
    "sums of products": HELPERS + encode({
      fc: `(p: P, name: string, h: any) =>
      tf.sum(tf.mul(h.expandDims(1), p[name + ".weight"]), 2).add(p[name + ".bias"])`,
    }) + decode({ last: "(h: any) => tf.tanh(h.div(2)).add(1).div(2)" }),
    "layers found by their names": `import { tf } from "@vae/lab/exercise";
const LAYER = /^(.*)\\.weight$/;
function run(p: any, part: string, h: any, last: any) {
  const names = Object.keys(p).filter((n) => n.startsWith(part + ".") && LAYER.test(n)).sort()
    .map((n) => n.match(LAYER)![1]);
  return names.reduce((h, name, i) => {
    const [w, b] = [p[name + ".weight"], p[name + ".bias"]];
    const sum = tf.add(tf.matMul(h, w, false, true), b);
    return i === names.length - 1 ? last(sum) : tf.leakyRelu(sum as any, 0.01);
  }, h);
}
const leaky = (h: any) => tf.prelu(h, tf.scalar(0.01));
export const encode = (p: any, x: any) => {
  const h = run(p, "encoder.net", x, leaky);
  return { logVar: run(p, "encoder.log_var", h, leaky), mu: run(p, "encoder.mu", h, leaky), h };
};
export const decode = (p: any, z: any) => run(p, "decoder.net", z, tf.sigmoid);`,
    "plain arrays and float64": `
const numbers = async (t: any) => await t.array();
async function run(p: any, h: number[][], names: string[], act: (x: number, name: string) => number) {
  for (const name of names) {
    const [w, b] = [await numbers(p[name + ".weight"]), await numbers(p[name + ".bias"])];
    h = h.map((row) => w.map((v: number[], i: number) =>
      act(b[i] + v.reduce((s: number, v: number, j: number) => s + v * row[j], 0), name)));
  }
  return h;
}
const leaky = (x: number) => Math.max(x, x / 100);
export async function encode(p: any, x: any) {
  const h = await run(p, await numbers(x), ["encoder.net.0", "encoder.net.2"], leaky);
  const head = (name: string) => run(p, h, ["encoder." + name + ".0", "encoder." + name + ".2"], leaky);
  return { mu: await head("mu"), logVar: await head("log_var") };
}
export async function decode(p: any, z: any) {
  return await run(p, await numbers(z), [0, 2, 4, 6].map((i) => "decoder.net." + i), (x, name) =>
    name.endsWith("6") ? 1 / (1 + Math.exp(-x)) : leaky(x));
}`,
  },
  others: {
    "SELU for LeakyReLU": HELPERS + encode({ hidden: "tf.selu" }) + decode({ hidden: "tf.selu" }),
    "a softmax over the batch": HELPERS +
      encode({ last: "(h: any) => tf.softmax(h.transpose()).transpose()" }) +
      decode({ last: "(h: any) => tf.softmax(h.transpose()).transpose()" }),
    "logVar clipped": encoded(
      "{ mu: mu.clipByValue(-0.01, 0.01), logVar: logVar.clipByValue(-0.01, 0.01) }",
    )
      .replace("tf.sigmoid", "((h: any) => h.clipByValue(0.01, 0.99))"),
    "the field log_var": encoded("{ mu, log_var: logVar }").replace("tf.sigmoid", "tf.softplus"),
    "a list of two": encoded("[mu, logVar]").replace("tf.sigmoid", "tf.square"),
    "one image": encoded("{ mu: mu.slice([0, 0], [1, -1]), logVar }").replace(
      "tf.sigmoid",
      "((h: any) => tf.sigmoid(h).slice([0, 0], [1, -1]).sum(0))",
    ),
    "another layer is not transposed": HELPERS +
      encode().replace(`(fc)(p, "encoder.net.2", h1)`, `h1.matMul(p["encoder.net.2.weight"])`) +
      decode().replace(`(fc)(p, "decoder.net.6", h)`, `h.matMul(p["decoder.net.6.weight"])`),
    "the wrong layer first": HELPERS + encode().replace(`"encoder.net.0"`, `"encoder.net.2"`) +
      decode().replace(`"decoder.net.0"`, `"decoder.net.6"`),
    "nothing": "export function encode() {}\nexport function decode() {}",
  },
});

it("step 4's mistakes give numbers of their own in 10 draws, and none gives the right ones", () => {
  const catalogues = [ENCODER_MISTAKES, DECODER_MISTAKES];
  for (let seed = 0; seed < 10; seed++) {
    const random = new TorchRandom(seed);
    for (const [i, { draw, check, explanations }] of encoderDecoderStep.parts.entries()) {
      const cases = draw(random) as NetworkCase[];
      for (const { name, gives } of catalogues[i]) {
        for (const way of [gives ?? []].flat()) {
          const answers = cases.map((at, j) => {
            const values = way(at, j), rows = at.input.shape[0];
            const shape = i === 0
              ? [2, rows, values.length / rows / 2]
              : [rows, values.length / rows];
            return { values, shape };
          });
          assertEquals(explanations(cases, answers), [name], `seed ${seed}`);
          assertEquals(check(cases, answers)?.mistake, name, `seed ${seed}`);
        }
      }
    }
  }
});
