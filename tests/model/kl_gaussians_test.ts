/** The univariate KL divergence on tensors against the float64 closed form. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { type Tensor, tf } from "../../lib/deps/tfjs.ts";
import type { Gaussian } from "../../lib/math/gaussian.ts";
import { klUnivariate } from "../../lib/math/kl_univariate.ts";
import { klGaussians } from "../../lib/model/kl_gaussians.ts";
import "../fixed_seed.ts";
import { gaussians } from "../math/arbitraries.ts";
import { assertClose } from "../math/assert_close.ts";

await tf.setBackend("cpu");

/** Gaussians whose values float32 holds, so that both forms see the same numbers. */
const float32 = gaussians().map(({ mean, std }) => ({
  mean: Math.fround(mean),
  std: Math.fround(std),
}));
const pairs = fc.array(fc.tuple(float32, float32), { minLength: 1, maxLength: 8 });

const stack = (all: readonly Gaussian[]) => ({
  mean: tf.tensor1d(all.map(({ mean }) => mean)),
  std: tf.tensor1d(all.map(({ std }) => std)),
});

/** KL(q[i] || p[i]) as plain numbers. */
function evaluate(q: readonly Gaussian[], p: readonly Gaussian[]): number[] {
  return tf.tidy(() => [...klGaussians(stack(q), stack(p)).dataSync()]);
}

it("klGaussians() is the float64 closed form, element by element", () => {
  fc.assert(fc.property(pairs, (pairs) => {
    const kl = evaluate(pairs.map(([q]) => q), pairs.map(([, p]) => p));
    pairs.forEach(([q, p], i) => assertClose(kl[i], klUnivariate(q, p), 2e-6));
  }));
});

it("klGaussians() has the gradient of central differences in all four", () => {
  const moderate = fc.record({
    mean: fc.float({ min: -5, max: 5, noNaN: true }),
    std: fc.float({ min: 0.125, max: 8, noNaN: true }),
  });
  fc.assert(fc.property(moderate, moderate, (q, p) => {
    const at = [q.mean, q.std, p.mean, p.std];
    const float64 = ([a, b, c, d]: number[]) =>
      klUnivariate({ mean: a, std: b }, { mean: c, std: d });
    const float32 = (a: Tensor, b: Tensor, c: Tensor, d: Tensor) =>
      klGaussians({ mean: a, std: b }, { mean: c, std: d });
    const slopes = tf.tidy(() =>
      tf.grads(float32)(at.map((value) => tf.scalar(value))).map((slope) => slope.dataSync()[0])
    );
    at.forEach((value, i) => {
      const h = 1e-6 * Math.max(1e-3, Math.abs(value));
      const [above, below] = [at.with(i, value + h), at.with(i, value - h)];
      assertClose(slopes[i], (float64(above) - float64(below)) / (2 * h), 1e-4);
    });
  }));
});

it("klGaussians() is 0 where q = p, and at worst -1e-6 near it", () => {
  fc.assert(fc.property(fc.array(float32, { minLength: 1, maxLength: 8 }), (all) => {
    assertEquals(evaluate(all, all), all.map(() => 0));
    const near = all.map(({ mean, std }) => ({ mean, std: Math.fround(std * 1.0001) }));
    assert(evaluate(all, near).every((kl) => kl >= -1e-6));
  }));
});

it("klGaussians() broadcasts: many posteriors against one prior", () => {
  const q = [{ mean: 1, std: 0.5 }, { mean: 0, std: 1 }, { mean: -2, std: 3 }];
  const prior = { mean: 0, std: 1 };
  const kl = tf.tidy(() =>
    klGaussians(stack(q), { mean: tf.scalar(0), std: tf.scalar(1) }).dataSync()
  );
  q.forEach((each, i) => assertClose(kl[i], klUnivariate(each, prior), 1e-6));
});

it("klGaussians() overflows to Infinity where the ratio of sigmas exceeds 1.8e19", () => {
  const standard = { mean: 0, std: 1 };
  assertEquals(evaluate([{ mean: 0, std: 2e19 }], [standard]), [Infinity]);
  assertClose(evaluate([standard], [{ mean: 0, std: 2e19 }])[0], Math.log(2e19) - 1 / 2, 1e-6);
});

it("klGaussians() makes of a sigma of 0 an Infinity and of a negative one NaN", () => {
  const standard = { mean: 0, std: 1 };
  assertEquals(evaluate([{ mean: 0, std: 0 }], [standard]), [Infinity]);
  assert(Number.isNaN(evaluate([{ mean: 0, std: -1 }], [standard])[0]));
});

it("klGaussians() leaves no tensor behind but its result", () => {
  const { mean, std } = stack([{ mean: 1, std: 2 }]);
  const before = tf.memory().numTensors;
  const kl = klGaussians({ mean, std }, { mean, std });
  assertEquals(tf.memory().numTensors, before + 1);
  tf.dispose([mean, std, kl]);
});

it("klGaussians() refuses shapes that do not broadcast", () => {
  tf.tidy(() => {
    const two = stack([{ mean: 0, std: 1 }, { mean: 0, std: 1 }]);
    const three = { mean: tf.zeros([3]), std: tf.ones([3]) };
    assertThrows(() => klGaussians(two, three), Error, "2 and 3");
  });
});
