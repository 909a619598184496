/** The squared error of each image, worked by hand. */
import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { reconstructionError } from "../../lib/model/reconstruction_error.ts";
import { squaredError } from "../../lib/model/squared_error.ts";

await tf.setBackend("cpu");

const xHat = tf.tensor2d([[1, 0.5, 0], [0.25, 0, 1]]);
const x = tf.tensor2d([[0, 1, 0], [0.5, 0, 0.5]]);

it("squaredError() sums the pixels of each row", () => {
  assertEquals([...squaredError(xHat, x).dataSync()], [1.25, 0.3125]);
});

it("squaredError() has the gradient 2 (xHat - x), times what comes from above for each row", () => {
  const gradient = tf.grads((p, w) => tf.sum(tf.mul(squaredError(p as Tensor2D, x), w)));
  const [ofXHat] = gradient([xHat, tf.tensor1d([1, -4])]);
  assertEquals(ofXHat.arraySync(), [[2, -1, 0], [2, 0, -4]]);
});

it("squaredError() refuses rows of another shape", () => {
  assertThrows(() => squaredError(xHat, tf.zeros([2, 1])), RangeError, "got [2,3] and [2,1]");
});

it("reconstructionError() is the squared error unless the pixels are Bernoulli", () => {
  const of = (
    likelihood?: "gaussian" | "bernoulli",
  ) => [...reconstructionError({ x, xHat: tf.fill([2, 3], 0.5), likelihood }).dataSync()];
  assertEquals(of(), [0.75, 0.25]);
  assertEquals(of("gaussian"), of());
  of("bernoulli").forEach((nats) => assertEquals(nats.toFixed(5), (3 * Math.LN2).toFixed(5)));
});
