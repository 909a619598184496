/** Bernoulli pixels against PyTorch, and against float64 differences. */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import reference from "../../fixtures/reference/torch-binary-cross-entropy.json" with {
  type: "json",
};
import { type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { bernoulliLogLikelihood } from "../../lib/model/bernoulli_log_likelihood.ts";
import { crossEntropy } from "../../lib/model/cross_entropy.ts";
import { onEachBackend } from "../each_backend.ts";
import { assertClose } from "../math/assert_close.ts";

await tf.setBackend("cpu");

/** Each pixel as a row of its own: the cross-entropies and their gradients. */
function evaluate(xHat: number[], x: number[]) {
  const column = (values: number[]) => tf.tensor2d(values, [values.length, 1]);
  return tf.tidy(() => {
    const gradient = tf.grad((p) => crossEntropy(p as Tensor2D, column(x)))(column(xHat));
    const loss = crossEntropy(column(xHat), column(x));
    return { loss: [...loss.dataSync()], gradient: [...gradient.dataSync()] };
  });
}

onEachBackend("crossEntropy() is PyTorch's, gradient and all, also at 0 and 1", () => {
  const { loss, gradient } = evaluate(reference.xHat, reference.x);
  reference.loss.forEach((value, i) => assertClose(loss[i], value, 1e-6));
  reference.gradient.forEach((value, i) => assertClose(gradient[i], value, 1e-5));
  return Promise.resolve();
});

it("crossEntropy() has the gradient of central differences", () => {
  const exact = (p: number, x: number) => -x * Math.log(p) - (1 - x) * Math.log(1 - p);
  const xHat = [0.01, 0.2, 0.5, 0.7, 0.98].map(Math.fround), x = [0.3, 0, 1, 0.5, 1];
  const { gradient } = evaluate(xHat, x);
  xHat.forEach((p, i) => {
    const slope = (exact(p + 1e-6, x[i]) - exact(p - 1e-6, x[i])) / 2e-6;
    assertClose(gradient[i], slope, 1e-5);
  });
});

it("crossEntropy() sums the pixels of each row, and passes the gradient from above on", () => {
  const xHat = tf.tensor2d([[0.5, 0.25], [0.5, 0.5]]), x = tf.tensor2d([[1, 0], [0, 1]]);
  const rows = [...crossEntropy(xHat, x).dataSync()];
  assertAlmostEquals(rows[0], Math.log(2) - Math.log(0.75), 1e-6);
  assertAlmostEquals(rows[1], 2 * Math.log(2), 1e-6);
  const weighted = (p: Tensor2D) => tf.mul(crossEntropy(p, x), tf.tensor1d([3, 0]));
  const gradient = tf.grad((p) => weighted(p as Tensor2D))(xHat).arraySync();
  assertEquals(gradient, [[-6, 4], [0, 0]]);
});

it("bernoulliLogLikelihood() is the logarithm of the probability of the bits", () => {
  const xHat = tf.tensor2d([[0.5, 0.25], [0.9, 0.2]]), x = tf.tensor2d([[1, 0], [1, 1]]);
  const rows = [...bernoulliLogLikelihood(xHat, x).dataSync()];
  assertAlmostEquals(rows[0], Math.log(0.5 * 0.75), 1e-6);
  assertAlmostEquals(rows[1], Math.log(0.9 * 0.2), 1e-6);
});

it("crossEntropy() refuses rows of another shape", () => {
  const [xHat, x] = [tf.ones([1, 2]), tf.ones([2, 1])] as Tensor2D[];
  assertThrows(() => crossEntropy(xHat, x), RangeError, "got [1,2] and [2,1]");
});
