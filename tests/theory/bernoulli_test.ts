/** The collapse of a Bernoulli decoder: the linearisation against exact losses on a small data set. */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { EigenvalueDecomposition, Matrix } from "../../lib/deps/ml_matrix.ts";
import { bernoulliEigenvalues } from "../../lib/theory/bernoulli_eigenvalues.ts";
import { bernoulliEntropy } from "../../lib/theory/bernoulli_entropy.ts";
import { bernoulliLinearVae } from "../../lib/theory/bernoulli_linear_vae.ts";
import { expectation } from "../../lib/math/expectation.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";

/** Gray images of 4 pixels; two pixels go together. */
const random = new TorchRandom(3);
const images = Array.from({ length: 12 }, () => {
  const [a, b, c, d] = random.uniform(4);
  return [a, (a + b) / 2, c * c, d ** 3];
});
const mean = (f: (x: number[]) => number) =>
  images.reduce((sum, x) => sum + f(x), 0) / images.length;
const range = [0, 1, 2, 3];
const p = range.map((i) => mean((x) => x[i]));
const covariance = range.map((i) => range.map((j) => mean((x) => (x[i] - p[i]) * (x[j] - p[j]))));
const eigenvalues = bernoulliEigenvalues(covariance.flat(), p);
const entropy = bernoulliEntropy(p);
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((s, v, i) => s + v * b[i], 0);

/** Cross-entropy + beta KL where the decoder's logits are those of p + w z, the code N(w'(x-p)/beta, 1). */
function loss(w: readonly number[], beta: number): number {
  return mean((x) => {
    const code = dot(w, x.map((value, i) => value - p[i])) / beta;
    const error = (z: number) =>
      range.reduce((sum, i) => {
        const logit = Math.log(p[i] / (1 - p[i])) + w[i] * z;
        return sum + Math.log1p(Math.exp(logit)) - x[i] * logit;
      }, 0);
    return expectation({ mean: code, std: 1 }, error) + beta * code ** 2 / 2;
  });
}

/** The direction w that pays first: D^-1/2 u, u the first eigenvector of D^-1/2 C D^-1/2. */
function firstDirection(): number[] {
  const std = p.map((value) => Math.sqrt(value * (1 - value)));
  const scaled = covariance.map((row, i) => row.map((value, j) => value / (std[i] * std[j])));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(new Matrix(scaled), {
    assumeSymmetric: true,
  });
  const at = realEigenvalues.indexOf(Math.max(...realEigenvalues));
  return range.map((i) => eigenvectorMatrix.get(i, at) / std[i]);
}

it("bernoulliEntropy() is the exact cross-entropy of the collapsed state", () => {
  assertAlmostEquals(loss([0, 0, 0, 0], 1), entropy, 1e-12);
  assertEquals(bernoulliEntropy([0, 1]), 0);
  assertThrows(() => bernoulliEntropy([0.5, 1.1]), RangeError, "p[1] must be a number from 0 to 1");
});

it("bernoulliEigenvalues() say at which beta the collapsed state becomes a minimum", () => {
  const first = firstDirection();
  const small = first.map((value) => 0.01 * value);
  assert(loss(small, 0.99 * eigenvalues[0]) < entropy);
  assert(loss(small, 1.01 * eigenvalues[0]) > entropy);
  for (let draw = 0; draw < 20; draw++) { // no other direction pays there
    const w = Array.from(random.uniform(4, -1, 1)).map((value, i) => 0.01 * (value + first[i]));
    assert(loss(w, 1.01 * eigenvalues[0]) > entropy);
  }
});

it("the second-order change of the loss is 1/2 w'Dw - w'Cw / (2 beta)", () => {
  for (const beta of [0.1, 0.5, 2]) {
    const w = Array.from(random.uniform(4, -1, 1));
    const change = (loss(w.map((value) => 1e-3 * value), beta) - entropy) / 1e-6;
    const curvature = w.reduce((sum, value, i) => sum + value ** 2 * p[i] * (1 - p[i]), 0);
    const explained = dot(w, covariance.map((row) => dot(row, w)));
    assertAlmostEquals(change, curvature / 2 - explained / (2 * beta), 1e-4);
  }
});

it("bernoulliEigenvalues() leaves out the pixels that are always 0 or always 1", () => {
  const wider = [...covariance.map((row) => [0, ...row, 0]).flat()];
  const zeros = [0, 0, 0, 0, 0, 0];
  const found = bernoulliEigenvalues([...zeros, ...wider, ...zeros], [0, ...p, 1]);
  assertEquals([...found], [...eigenvalues]);
  assertThrows(() => bernoulliEigenvalues([1], [0.5, 0.5]), RangeError, "2 x 2 numbers");
  assertThrows(() => bernoulliEigenvalues([1], [2]), RangeError, "mean[0]");
});

it("bernoulliEigenvalues() of bits sum to their number, of gray pixels to less", () => {
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  // The bits 00, 01, 11, 11: each has the variance p (1 - p), and so adds 1.
  const bits = bernoulliEigenvalues([0.25, 0.125, 0.125, 0.1875], [0.5, 0.75]);
  assertAlmostEquals(total(bits), 2, 1e-14);
  assert(total(eigenvalues) < 4);
});

it("bernoulliLinearVae() is the entropy from beta* on, and near it as good as an exact loss", () => {
  const options = { latentSize: 2 };
  const above = bernoulliLinearVae({ eigenvalues, entropy }, { ...options, beta: eigenvalues[0] });
  assertAlmostEquals(above.loss, entropy, 1e-14);
  assertEquals([above.kl, above.activeUnits], [0, 0]);
  const beta = 0.98 * eigenvalues[0];
  const best = bernoulliLinearVae({ eigenvalues, entropy }, { ...options, beta });
  assertAlmostEquals(best.loss, best.reconstruction + beta * best.kl, 1e-14);
  assertEquals(best.activeUnits, 1);
  const first = firstDirection();
  let exact = Infinity; // over the weight of the one unit, its variance left at 1
  for (let size = 0; size < 0.3; size += 0.005) {
    exact = Math.min(exact, loss(first.map((value) => size * value), beta));
  }
  assert(exact < entropy);
  assert(
    Math.abs(best.loss - exact) < entropy - exact,
    `${best.loss}, ${exact}, ${entropy}`,
  );
});
