/** The KL term's tensor form against the float64 closed form: values, gradients, float32's range. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { type Tensor, type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { klDiagonal } from "../../lib/math/kl_diagonal.ts";
import { klDivergence } from "../../lib/model/kl.ts";
import "../fixed_seed.ts";
import { posteriors } from "../math/arbitraries.ts";
import { assertClose } from "../math/assert_close.ts";

await tf.setBackend("cpu");

/** The divergences of a batch of one row, and their gradients times `dy`, as plain numbers. */
function evaluate(mean: number[], logVar: number[], dy = 1) {
  return tf.tidy(() => {
    const inputs = [tf.tensor2d([mean]), tf.tensor2d([logVar])];
    const weighted = (mu: Tensor, logVar: Tensor) =>
      tf.mul(klDivergence(mu as Tensor2D, logVar as Tensor2D), dy);
    const [dMean, dLogVar] = tf.grads(weighted)(inputs);
    const kl = klDivergence(inputs[0] as Tensor2D, inputs[1] as Tensor2D);
    return { kl: kl.dataSync(), dMean: dMean.dataSync(), dLogVar: dLogVar.dataSync() };
  });
}

/** Posteriors whose values float32 holds, so that both forms see the same numbers. */
const batches = posteriors().filter(({ mean }) => mean.length > 0).map(({ mean, logVar }) => ({
  mean: mean.map(Math.fround),
  logVar: logVar.map(Math.fround),
}));

it("klDivergence() is the float64 closed form, unit by unit", () => {
  fc.assert(fc.property(batches, ({ mean, logVar }) => {
    const { kl } = evaluate(mean, logVar);
    mean.forEach((mu, i) => assertClose(kl[i], klDiagonal([mu], [logVar[i]]), 1e-6));
  }));
});

it("klDivergence() has the gradient of central differences", () => {
  const h = 1e-5;
  const slope = (f: (x: number) => number, x: number) => (f(x + h) - f(x - h)) / (2 * h);
  fc.assert(fc.property(batches, ({ mean, logVar }) => {
    const { dMean, dLogVar } = evaluate(mean, logVar);
    mean.forEach((mu, i) => {
      assertClose(dMean[i], slope((x) => klDiagonal([x], [logVar[i]]), mu), 1e-6);
      assertClose(dLogVar[i], slope((x) => klDiagonal([mu], [x]), logVar[i]), 1e-6);
    });
  }));
});

it("klDivergence() passes the gradient from above on to both inputs", () => {
  fc.assert(fc.property(batches, fc.integer({ min: -8, max: 8 }), ({ mean, logVar }, dy) => {
    const [plain, weighted] = [evaluate(mean, logVar), evaluate(mean, logVar, dy)];
    weighted.dMean.forEach((slope, i) => assertClose(slope, dy * plain.dMean[i], 1e-6));
    weighted.dLogVar.forEach((slope, i) => assertClose(slope, dy * plain.dLogVar[i], 1e-6));
  }));
});

it("klDivergence() is zero at the prior, and so is its gradient", () => {
  const { kl, dMean, dLogVar } = evaluate([0, 0], [0, 0]);
  assertEquals([...kl, ...dMean, ...dLogVar], [0, 0, 0, 0, 0, 0]);
});

it("klDivergence() keeps rows and units apart: [B, d] -> [B, d]", () => {
  const kl = tf.tidy(() => {
    const mu = tf.tensor2d([[0, 1, 2], [3, 4, 5]]);
    return klDivergence(mu, tf.zeros([2, 3]) as Tensor2D).arraySync();
  });
  assertEquals(kl, [[0, 0.5, 2], [4.5, 8, 12.5]]);
});

it("klDivergence() is Infinity, gradient and all, where float32's exp overflows at 88.72", () => {
  const { kl, dLogVar } = evaluate([0, 0], [88.7, 88.8]);
  assertClose(kl[0], klDiagonal([0], [Math.fround(88.7)]), 1e-6);
  assertEquals([kl[1], dLogVar[1]], [Infinity, Infinity]);
  assert(klDiagonal([0], [88.8]) < Infinity);
  // Why a run that blows up during the warm-up shows NaN and not Infinity: 0 times Infinity.
  assert(Number.isNaN(evaluate([0], [88.8], 0).dLogVar[0]));
});

it("klDivergence() stays finite where exp underflows: -(1 + logVar) / 2, gradient -1/2", () => {
  const { kl, dLogVar } = evaluate([0, 0], [-104, -1e38]);
  assertEquals([kl[0], dLogVar[0], dLogVar[1]], [51.5, -0.5, -0.5]);
  assertClose(kl[1], 5e37, 1e-6);
});

it("klDivergence() squares mu to Infinity beyond 1.8e19, with a gradient that stays mu", () => {
  const { kl, dMean } = evaluate([2e19], [0]);
  assertEquals([kl[0], dMean[0]], [Infinity, Math.fround(2e19)]);
});

it("klDivergence() hands NaN on, so that a run that broke shows it", () => {
  const { kl, dMean, dLogVar } = evaluate([NaN, 0], [0, NaN]);
  assert([kl[0], kl[1], dMean[0], dLogVar[1]].every(Number.isNaN));
});

it("klDivergence() leaves no tensor behind", () => {
  const before = tf.memory().numTensors;
  evaluate([1, 2], [3, 4]);
  assertEquals(tf.memory().numTensors, before);
  const [mu, logVar] = [tf.zeros([4, 2]) as Tensor2D, tf.zeros([4, 2]) as Tensor2D];
  const kl = tf.tidy(() => klDivergence(mu, logVar));
  assertEquals(tf.memory().numTensors, before + 3);
  tf.dispose([mu, logVar, kl]);
});

it("klDivergence() refuses unequal shapes, also those that would broadcast", () => {
  const [wide, narrow] = [tf.zeros([2, 3]) as Tensor2D, tf.zeros([2, 1]) as Tensor2D];
  const message = "mu and logVar must have the same shape, got [2,3] and [2,1]";
  assertThrows(() => klDivergence(wide, narrow), RangeError, message);
  tf.dispose([wide, narrow]);
});
