/** The floor of a delta-VAE's KL divergence, and the interval of variances that it rests on. */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { deltaInterval, MAX_DELTA, MIN_DELTA } from "../../lib/math/delta_interval.ts";
import { klDiagonal } from "../../lib/math/kl_diagonal.ts";
import { deltaPosterior } from "../../lib/model/delta_posterior.ts";
import { Tape } from "../../lib/model/tape.ts";
import { onEachBackend } from "../each_backend.ts";

await useBackend("cpu");

const deltas = fc.double({ min: MIN_DELTA, max: MAX_DELTA, noNaN: true });

it("deltaInterval() ends where N(0, v) is delta nats from the prior, on both sides of 1", () => {
  fc.assert(fc.property(deltas, (delta) => {
    const { lowest, highest } = deltaInterval(delta);
    assert(lowest < 1 && highest > 1);
    for (const variance of [lowest, highest]) {
      assertAlmostEquals(klDiagonal([0], [Math.log(variance)]), delta, 1e-12 * (1 + delta));
    }
  }));
  for (const odd of [0, -1, NaN, 11]) {
    assertThrows(() => deltaInterval(odd), RangeError, "delta must be");
  }
});

onEachBackend("no output of an encoder brings a unit's KL below delta", async () => {
  // From tame to absurd: what a diverging encoder gives, too.
  const outputs = fc.oneof(
    fc.double({ min: -5, max: 5, noNaN: true }),
    fc.double({ min: -1e4, max: 1e4, noNaN: true }),
    fc.constantFrom(0, -0, 1e30, -1e30, 20, -20, -88, 88),
  );
  const rows = fc.array(fc.tuple(outputs, outputs), { minLength: 1, maxLength: 30 });
  await fc.assert(fc.asyncProperty(deltas, rows, async (delta, rows) => {
    const posterior = tf.tidy(() => {
      const [mu, logVar] = [0, 1].map((i) => tf.tensor2d(rows.map((row) => [row[i]])));
      return { ...deltaPosterior({ mu, logVar }, delta) };
    });
    const [means, logVars] = [await posterior.mu.data(), await posterior.logVar.data()];
    tf.dispose(posterior);
    rows.forEach((row, i) => {
      const kl = klDiagonal([means[i]], [logVars[i]]);
      assert(kl >= delta - 2e-6 * (1 + delta), `${row}: ${kl}, wanted ${delta} at least`);
    });
  }));
});

it("the floor is reached wherever the encoder's mean is below 0, whatever its logVar", () => {
  const logVar = tf.range(-6, 6, 0.5).reshape([-1, 1]) as Tensor2D;
  const { mu, logVar: bounded } = deltaPosterior({ mu: tf.neg(tf.onesLike(logVar)), logVar }, 0.7);
  const [means, logVars] = [mu.dataSync(), bounded.dataSync()];
  means.forEach((mean, i) => assertAlmostEquals(klDiagonal([mean], [logVars[i]]), 0.7, 1e-6));
  assert(Math.max(...means) - Math.min(...means) > 1); // not one point, but a curve
});

it("gradients stay finite where the sigmoid is 0 or 1, and the mean's root 0", () => {
  tf.tidy(() => {
    const mu = tf.tensor2d([[3, -3, 0, 1]]);
    const logVar = tf.tensor2d([[1e4, -1e4, 50, -50]]);
    const tape = new Tape([mu, logVar]);
    const posterior = deltaPosterior({ mu, logVar }, 0.5, tape);
    tape.add(posterior.mu, tf.ones([1, 4]));
    tape.add(posterior.logVar, tf.ones([1, 4]));
    tape.backward();
    assertEquals([...tape.gradient(mu).dataSync()], [1, 0, 0, 1]);
    for (const value of tape.gradient(logVar).dataSync()) assert(Number.isFinite(value));
  });
});
