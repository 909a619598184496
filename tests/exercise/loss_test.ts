import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { betaText } from "../../lib/exercise/steps/loss/beta_text.ts";
import { centralGradient } from "../../lib/exercise/central_gradient.ts";
import { MNIST_EIGENVALUES } from "../../lib/exercise/steps/loss/mnist_eigenvalues.ts";
import { KL, KL_MISTAKES } from "../../lib/exercise/steps/loss/kl_mistakes.ts";
import {
  RECONSTRUCTION,
  RECONSTRUCTION_MISTAKES,
} from "../../lib/exercise/steps/loss/reconstruction_mistakes.ts";
import { lossStep } from "../../lib/exercise/steps/loss/step.ts";
import { termValues } from "../../lib/exercise/steps/loss/term_formula.ts";
import type { TermCase } from "../../lib/exercise/steps/loss/term_case.ts";
import { klPart, reconstructionPart } from "../../lib/exercise/steps/loss/term_parts.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import reference from "../../fixtures/reference/pixel-eigenvalues.json" with { type: "json" };
import { it } from "@std/testing/bdd";
import { proveStep, type Source } from "./prove_step.ts";

/** The solution with another body in one of its functions. */
const REC = "tf.mean(tf.sum(tf.square(tf.sub(xHat, x)), 1))";
const KL_ENTRIES = "tf.add(1, logVar).sub(tf.square(mu)).sub(tf.exp(logVar))";
const KL_MEAN = "tf.mean(tf.mul(tf.sum(entries, 1), -1 / 2))";
const LOSS = "tf.add(reconstruction, tf.mul(kl, klWeight))";
const BETA = "weight * gain / share";

const rec = (body: string): Source => [[REC, body]];
const kl = (body: string): Source => [[KL_MEAN, body]];
const inKl = (from: string, to: string): Source => [[from, to]];
const loss = (body: string): Source => [[LOSS, body]];
const beta = (body: string): Source => [[BETA, body]];

proveStep(lossStep, {
  mistakes: {
    "rec-mean-over-pixels": rec("tf.losses.meanSquaredError(x, xHat) as Scalar"),
    "rec-sum-over-rows": rec("tf.sum(tf.squaredDifference(x, xHat))"),
    "rec-not-reduced": rec("tf.squaredDifference(x, xHat).sum(1) as any"),
    "rec-not-squared": rec("tf.mean(tf.sum(tf.sub(x, xHat), 1))"),
    "rec-absolute-error": rec("tf.mean(tf.sum(tf.abs(tf.sub(x, xHat)), -1))"),
    "rec-root": rec("tf.sqrt(tf.mean(tf.square(tf.sub(x, xHat))))"),
    "rec-square-after-sum": rec("tf.mean(tf.square(tf.sum(tf.sub(x, xHat), 1)))"),
    "rec-half": rec("tf.mean(tf.sum(tf.square(tf.sub(x, xHat)), 1)).mul(0.5)"),
    "rec-negated": rec("tf.neg(tf.mean(tf.sum(tf.square(tf.sub(x, xHat)), 1)))"),
    "rec-cross-entropy": rec("tf.metrics.binaryCrossentropy(x, xHat).mean().mul(x.shape[1])"),
    "rec-detached": rec("tf.scalar(tf.mean(tf.sum(tf.square(tf.sub(xHat, x)), 1)).dataSync()[0])"),
    "rec-axes-swapped": rec("tf.mean(tf.sum(tf.squaredDifference(x, xHat), 0))"),
    "rec-divided-by-lab-sizes": rec("tf.div(tf.sum(tf.squaredDifference(x, xHat)), 128)"),
    "kl-term-mean-over-units": kl("tf.mul(tf.mean(entries), -0.5)"),
    "kl-term-sum-over-rows": kl("tf.sum(entries).mul(-0.5)"),
    "kl-term-not-reduced": kl("tf.mean(entries, 0).mul(-0.5)"),
    "kl-term-without-half": kl("tf.neg(tf.mean(tf.sum(entries, 1)))"),
    "kl-term-wrong-sign": kl("tf.mean(tf.sum(entries, 1)).div(2)"),
    "kl-term-log-sigma": inKl(
      KL_ENTRIES,
      "tf.add(1, tf.mul(2, logVar)).sub(mu.square()).sub(logVar.exp().square())",
    ),
    "kl-term-sigma-for-variance": inKl("tf.exp(logVar)", "tf.exp(logVar.mul(0.5))"),
    "kl-term-without-exp": inKl("tf.exp(logVar)", "logVar"),
    "kl-term-log-of-log-var": inKl(
      KL_ENTRIES,
      "tf.add(1, tf.log(logVar)).sub(tf.square(mu)).sub(logVar)",
    ),
    "kl-term-without-one": inKl("tf.add(1, logVar)", "logVar"),
    "kl-term-of-mu-alone": kl("tf.mean(tf.sum(tf.square(mu), 1)).mul(0.5)"),
    "kl-term-mu-not-squared": inKl("tf.square(mu)", "mu"),
    "kl-term-plus-log-var": inKl("tf.add(1, logVar)", "tf.sub(1, logVar)"),
    "kl-term-of-prior-from-posterior": kl(
      "tf.exp(tf.neg(logVar)).mul(tf.add(1, tf.square(mu))).add(logVar).sub(1).sum(1).mean().div(2)",
    ),
    "kl-term-partly-detached": inKl("tf.square(mu)", "tf.square(tf.tensor(mu.arraySync()))"),
    "kl-term-detached": kl(
      "tf.scalar(tf.mean(tf.mul(tf.sum(entries, 1), -1 / 2)).arraySync() as number)",
    ),
    "kl-term-axes-swapped": kl("tf.mean(tf.sum(entries, 0)).mul(-0.5)"),
    "kl-term-arguments-swapped": inKl(
      KL_ENTRIES,
      "tf.add(1, mu).sub(tf.square(logVar)).sub(tf.exp(mu))",
    ),
    "kl-term-constant-once": [[KL_ENTRIES, "logVar.sub(tf.square(mu)).sub(tf.exp(logVar))"], [
      KL_MEAN,
      "tf.mean(tf.add(1, tf.sum(entries, 1)).mul(-0.5))",
    ]],
    "kl-term-divided-by-lab-sizes": kl("tf.mean(tf.sum(entries, 1)).mul(-0.5).div(784)"),
    "loss-weight-ignored": loss("tf.add(reconstruction, kl)"),
    "loss-weight-on-reconstruction": loss("tf.add(tf.mul(reconstruction, klWeight), kl)"),
    "loss-weight-on-both": loss("tf.mul(tf.add(reconstruction, kl), klWeight)"),
    "loss-weight-divides": loss("tf.add(reconstruction, tf.div(kl, klWeight))"),
    "loss-complementary-weights": loss(
      "reconstruction.mul(1 - klWeight).add(kl.mul(klWeight)) as Scalar",
    ),
    "loss-kl-subtracted": loss("tf.sub(reconstruction, tf.mul(kl, klWeight))"),
    "loss-negated": loss("tf.neg(tf.add(reconstruction, tf.mul(kl, klWeight)))"),
    "loss-without-kl": loss("reconstruction"),
    "loss-without-reconstruction": loss("tf.mul(kl, klWeight)"),
    "loss-weight-twice": loss("tf.add(reconstruction, tf.mul(kl, klWeight).mul(klWeight))"),
    "loss-product": loss("tf.mul(reconstruction, tf.mul(kl, klWeight))"),
    "loss-scaled-by-pixels": loss("tf.add(reconstruction, tf.mul(kl, klWeight / 784))"),
    "loss-detached": loss("(reconstruction.dataSync()[0] + klWeight * kl.dataSync()[0]) as any"),
    "beta-inverted": beta("share / gain / weight"),
    "beta-pixels-divide": beta("weight / gain / share"),
    "beta-pixels-forgotten": beta("weight / share"),
    "beta-pixels-always": beta("weight * pixels / share"),
    "beta-units-multiply": beta("weight * gain * share"),
    "beta-units-forgotten": beta("weight * gain"),
    "beta-units-always": beta("weight * gain / latentSize"),
    "beta-weight-forgotten": beta("gain / share"),
    "beta-weight-divides": beta("gain / share / weight"),
    "beta-reductions-inverted": beta("weight * share / gain"),
    "beta-reductions-swapped": [['=== "mean"', '=== "sum"'], ['kl === "mean"', 'kl === "sum"']],
    "beta-sizes-swapped": [['"mean" ? pixels', '"mean" ? latentSize'], [
      'kl === "mean" ? latentSize',
      'kl === "mean" ? pixels',
    ]],
    "beta-lab-sizes": [['"mean" ? pixels', '"mean" ? 784']],
    "beta-means-cancel": beta("(reconstruction === kl ? weight : weight * gain / share)"),
  },
  equivalents: {
    "sums over everything, divided by the rows": `
import { tf } from "@vae/lab/exercise";
export const reconstructionError = (x: any, xHat: any) =>
  tf.sum(tf.squaredDifference(xHat, x)).div(x.shape[0]);
export const klDivergence = (mu: any, logVar: any) =>
  tf.sum(tf.sub(tf.exp(logVar).add(tf.pow(mu, 2)), tf.add(logVar, 1))).div(2 * mu.shape[0]);
export const loss = (terms: any, klWeight: number) => tf.mul(klWeight, terms.kl).add(terms.reconstruction);
export const effectiveBeta = (written: any) => {
  let beta = written.weight;
  if (written.reconstruction === "mean") beta *= written.pixels;
  if (written.kl === "mean") beta /= written.latentSize;
  return beta;
};`,
    "transposed, by columns, in other functions": `
import { tf } from "@vae/lab/exercise";
export function reconstructionError(x: any, xHat: any) {
  const difference = tf.transpose(tf.sub(x, xHat));
  return tf.sum(tf.mean(tf.mul(difference, difference), 1));
}
const perUnit = (mu: any, logVar: any) => {
  const sigma = tf.exp(tf.div(logVar, 2));
  return tf.add(tf.square(mu), tf.square(sigma)).sub(1).mul(0.5).sub(tf.log(sigma));
};
export function klDivergence(mu: any, logVar: any) {
  return tf.tidy(() => tf.sum(tf.mean(perUnit(mu, logVar), 0)));
}
export function loss({ reconstruction, kl }: any, klWeight: number) {
  return tf.addN([reconstruction, tf.mul(kl, tf.scalar(klWeight))]);
}
export const effectiveBeta = ({ reconstruction, kl, weight, pixels, latentSize }: any) =>
  weight * (reconstruction === "sum" ? 1 : pixels) * (kl === "sum" ? 1 : 1 / latentSize);`,
    "a mean over all, scaled back by the columns": `
import { tf } from "@vae/lab/exercise";
export const reconstructionError = (x: any, xHat: any) =>
  tf.mul(tf.losses.meanSquaredError(x, xHat), x.shape[1]);
export const klDivergence = (mu: any, logVar: any) =>
  tf.expm1(logVar).sub(logVar).add(mu.square()).mean().mul(mu.shape[1] / 2);
export const loss = ({ reconstruction, kl }: any, klWeight: number) =>
  tf.stack([reconstruction, kl]).dot(tf.tensor1d([1, klWeight]));
const share = { sum: (n: number) => 1, mean: (n: number) => 1 / n };
export const effectiveBeta = ({ reconstruction, kl, weight, pixels, latentSize }: any) =>
  weight * share[kl as "sum"](latentSize) / share[reconstruction as "sum"](pixels);`,
    "row by row, in a loop": `
import { tf } from "@vae/lab/exercise";
export function reconstructionError(x: any, xHat: any) {
  const rows = tf.unstack(x).map((row, i) => tf.sum(tf.square(row.sub(tf.unstack(xHat)[i]))));
  return tf.div(tf.addN(rows), rows.length);
}
export function klDivergence(mu: any, logVar: any) {
  const [rows, units] = mu.shape;
  const ones = tf.ones([units, 1]);
  const entries = logVar.exp().add(mu.square()).sub(logVar).sub(1);
  return tf.matMul(tf.ones([1, rows]), tf.matMul(entries, ones)).asScalar().div(rows).div(2);
}
export const loss = ({ reconstruction, kl }: any, klWeight: number) =>
  reconstruction.clone().add(kl.mul(klWeight));
export function effectiveBeta(written: any) {
  const asSums = { rec: 1, kl: written.weight };
  if (written.reconstruction === "mean") asSums.rec = 1 / written.pixels;
  if (written.kl === "mean") asSums.kl = written.weight / written.latentSize;
  return asSums.kl / asSums.rec;
}`,
  },
  others: {
    "an error of the first row alone": rec("tf.sum(tf.square(tf.sub(xHat, x)).slice(0, 1))"),
    "differences to the fourth power": rec("tf.mean(tf.sum(tf.pow(tf.sub(xHat, x), 4), 1))"),
    "a divergence whose gradient to logVar is cut": kl(
      "tf.mean(tf.sum(tf.add(entries, entries.variable()), 1)).mul(-0.25)",
    ),
    "a divergence with three halves": kl("tf.mean(tf.sum(entries, 1)).mul(-1.5)"),
    "a loss of the squared terms": loss("tf.add(tf.square(reconstruction), tf.mul(kl, klWeight))"),
    "an error that is computed later": [["export function", "export async function"]],
    "a constant beta": beta("784"),
    "nothing returned": [[REC, "tf.mean(x), undefined as any"]],
  },
});

for (
  const [part, formula, by, mistakes] of [
    [reconstructionPart, RECONSTRUCTION, "b", RECONSTRUCTION_MISTAKES],
    [klPart, KL, "ab", KL_MISTAKES],
  ] as const
) {
  it(`${part.name}: each way to write a mistake is explained by that mistake alone`, () => {
    for (const seed of [0, 1, 2]) {
      const cases = part.draw(new TorchRandom(seed)) as TermCase[];
      for (const { name, change } of mistakes) {
        for (const changed of [change].flat()) {
          const answers = cases.map((at) => {
            const values = termValues(changed(formula), at, by);
            return { values, shape: values.length === 1 ? [] : [values.length] };
          });
          assertEquals(part.explanations(cases, answers), [name]);
        }
      }
    }
  });
}

it("klDivergence: two mistakes at once are named together", () => {
  const cases = klPart.draw(new TorchRandom(0)) as TermCase[];
  const answers = cases.map(({ see, a, b }) => {
    const [rows, units] = [a.length, a[0].length];
    const all = rows * units; // a mean over everything, and the half forgotten
    const [mu, logVar] = [a.flat(), b.flat()];
    if (see === "gradient") {
      const values = [
        ...mu.map((value) => 2 * value / all),
        ...logVar.map((value) => (Math.exp(value) - 1) / all),
      ];
      return { values, shape: [2, rows, units] };
    }
    const entries = mu.map((value, i) => value ** 2 + Math.exp(logVar[i]) - logVar[i] - 1);
    return { values: [entries.reduce((sum, value) => sum + value) / all], shape: [] };
  });
  assertEquals(klPart.explanations(cases, answers), []);
  assertEquals(
    klPart.check(cases, answers)?.mistake,
    "kl-term-mean-over-units and kl-term-without-half",
  );
  const { message } = klPart.check(cases, answers)!;
  assert(!message.includes("effective beta"), message); // each one's own would be false of both
});

it("the eigenvalues of the messages are those of MNIST's training images", () => {
  for (const [i, value] of MNIST_EIGENVALUES.entries()) {
    assertAlmostEquals(value, reference.eigenvalues[i], 1e-6);
  }
});

it("betaText() says which effective betas collapse, and by how much", () => {
  assertMatch(
    betaText(784),
    /beta of 784, and .* at 10\.23 or above, and your beta is 76\.61 times/,
  );
  assertMatch(betaText(98), /9\.58 times/);
  assertMatch(
    betaText(4),
    /beta of 4\. Theory says that 6 of the lab's 8 latent units then carry information, \d\.\d nats per image/,
  );
});

it("centralGradient() has the derivatives of a function of two variables", () => {
  const [first, second] = centralGradient(([x, y]) => x ** 3 * Math.exp(y), [2, 0.5]);
  assertAlmostEquals(first, 12 * Math.exp(0.5), 1e-8);
  assertAlmostEquals(second, 8 * Math.exp(0.5), 1e-8);
});

it("the terms and their gradients are those of a batch worked by hand", () => {
  const images = { a: [[0, 1], [0.5, 0.5]], b: [[0.5, 1], [0, 1]] };
  const codes = { a: [[1], [0]], b: [[0], [Math.log(2)]] };
  assertEquals(termValues(RECONSTRUCTION, { see: "value", ...images }, "b"), [0.375]);
  const [value] = termValues(KL, { see: "value", ...codes }, "ab");
  assertAlmostEquals(value, (1 / 2 + (1 - Math.log(2)) / 2) / 2, 1e-12);
  for (
    const [values, wanted] of [
      [termValues(RECONSTRUCTION, { see: "gradient", ...images }, "b"), [0.5, 0, -0.5, 0.5]],
      [termValues(KL, { see: "gradient", ...codes }, "ab"), [0.5, 0, 0, 0.25]],
    ]
  ) values.forEach((found, i) => assertAlmostEquals(found, wanted[i], 1e-8));
});

it("reconstructionError: the wrong axis is told alone, with a beta of its own and a value", () => {
  const cases = reconstructionPart.draw(new TorchRandom(0)) as TermCase[];
  const answers = cases.map(({ see, a, b }) => {
    const [rows, pixels] = [a.length, a[0].length];
    const errors = a.map((row, i) => row.map((x, j) => b[i][j] - x));
    if (see === "gradient") {
      const values = errors.flat().map((error) => 2 * error / pixels);
      return { values, shape: [rows, pixels] };
    }
    const total = errors.flat().reduce((sum, error) => sum + error ** 2, 0);
    return { values: [total / pixels], shape: [] };
  });
  const { mistake, message, evidence } = reconstructionPart.check(cases, answers)!;
  assertEquals(mistake, "rec-axes-swapped");
  assertMatch(message, /effective beta of 6\.125\. /);
  assertMatch(evidence!.at, /^a batch of/);
});
