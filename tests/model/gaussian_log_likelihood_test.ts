import { assertAlmostEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { tf } from "../../lib/deps/tfjs.ts";
import { logDensity } from "../../lib/math/gaussian.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { gaussianLogLikelihood } from "../../lib/model/gaussian_log_likelihood.ts";

await tf.setBackend("cpu");

it("gaussianLogLikelihood() is the sum of the pixels' log densities", () => {
  const random = new TorchRandom(0);
  const [x, xHat] = [random.uniform(3 * 784), random.uniform(3 * 784)];
  for (const variance of [0.01, 0.5, 30]) {
    const logLikelihood = gaussianLogLikelihood(variance);
    const rows = tf.tidy(() =>
      logLikelihood(tf.tensor2d(xHat, [3, 784]), tf.tensor2d(x, [3, 784])).dataSync()
    );
    for (const [row, found] of rows.entries()) {
      let wanted = 0;
      for (let i = row * 784; i < (row + 1) * 784; i++) {
        wanted += logDensity({ mean: xHat[i], std: Math.sqrt(variance) }, x[i]);
      }
      assertAlmostEquals(found, wanted, 1e-5 * Math.abs(wanted));
    }
  }
});

it("gaussianLogLikelihood() refuses what is no variance", () => {
  for (const variance of [0, -1, NaN, Infinity]) {
    assertThrows(() => gaussianLogLikelihood(variance), RangeError, `got ${variance}`);
  }
});
