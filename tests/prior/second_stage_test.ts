/** The second stage: its bound where the density is known, its draws, and that it learns. */
import { useBackend } from "../../lib/backend/use_backend.ts";
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { tf } from "../../lib/deps/tfjs.ts";
import { logDensity } from "../../lib/math/gaussian.ts";
import { multivariateLogDensity } from "../../lib/math/multivariate_log_density.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { initialize } from "../../lib/model/parameters.ts";
import {
  disposeSecondStage,
  fitSecondStage,
  type SecondStage,
  secondStageCodes,
  secondStageLayers,
  secondStageLogDensityBounds,
} from "../../lib/prior/second_stage.ts";

await useBackend("cpu");

/** A stage of two units with 4 hidden ones, whose parameters are these where they are named, and 0 elsewhere. */
function stageOf(values: Readonly<Record<string, readonly number[]>>): SecondStage {
  const parameters = {
    ...initialize(secondStageLayers(2, 4), new TorchRandom(0)),
    log_gamma: tf.tidy(() => tf.variable(tf.zeros([2]))),
  };
  for (const [name, parameter] of Object.entries(parameters)) {
    tf.tidy(() =>
      parameter.assign(
        values[name] ? tf.tensor([...values[name]], parameter.shape) : tf.zerosLike(parameter),
      )
    );
  }
  return {
    ...{ latentSize: 2, parameters },
    shift: Float64Array.of(1, -2),
    scale: Float64Array.of(0.5, 3),
  };
}

const CODES = Float64Array.of(1, -2, 0.3, 1, 2, -7, 1.2, 0);

it("where the decoder ignores u, the bound is the density, if the encoder is the prior", async () => {
  const stage = stageOf({
    "decoder.4.bias": [0.2, -0.4],
    log_gamma: [Math.log(0.25), Math.log(4)],
  });
  const bounds = await secondStageLogDensityBounds(stage, CODES, {
    ...{ samples: 3, random: new TorchRandom(0) },
  });
  // z = shift + scale * (bias + sqrt(gamma) eps)
  const units = [{ mean: 1 + 0.5 * 0.2, std: 0.5 * 0.5 }, { mean: -2 - 3 * 0.4, std: 3 * 2 }];
  for (const [n, bound] of bounds.entries()) {
    const wanted = logDensity(units[0], CODES[2 * n]) + logDensity(units[1], CODES[2 * n + 1]);
    assertAlmostEquals(bound, wanted, 1e-4);
  }
  disposeSecondStage(stage);
});

/** A stage that is linear, z' = A u + noise: a large bias keeps the hidden units where a LeakyReLU is straight. */
function linearStage(): { stage: SecondStage; covariance: number[][] } {
  const far = 1000;
  const [a, b, c, e] = [0.8, -0.3, 0.5, 0.6];
  const stage = stageOf({
    "decoder.0.weight": [1, 0, 0, 1, 0, 0, 0, 0],
    "decoder.0.bias": [far, far, 0, 0],
    "decoder.2.weight": [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    "decoder.4.weight": [a, b, 0, 0, c, e, 0, 0],
    "decoder.4.bias": [-far * (a + b), -far * (c + e)],
    log_gamma: [Math.log(0.3), Math.log(0.5)],
  });
  const [s, t] = stage.scale;
  const covariance = [
    [(a * a + b * b + 0.3) * s * s, (a * c + b * e) * s * t],
    [(a * c + b * e) * s * t, (c * c + e * e + 0.5) * t * t],
  ];
  return { stage, covariance };
}

it("the bound of a linear stage lies below its density, and comes to it with more samples", async () => {
  const { stage, covariance } = linearStage();
  const exact = multivariateLogDensity([1, -2], covariance);
  const random = new TorchRandom(1);
  const mean = async (samples: number) => {
    // Each code 200 times, since a bound is one in expectation.
    const codes = Float64Array.from(
      { length: 200 * CODES.length },
      (_, i) => CODES[i % CODES.length],
    );
    const bounds = await secondStageLogDensityBounds(stage, codes, { samples, random });
    return bounds.reduce((sum, value) => sum + value / bounds.length, 0);
  };
  const wanted = [0, 1, 2, 3].reduce(
    (sum, n) => sum + exact(CODES.subarray(2 * n, 2 * n + 2)) / 4,
    0,
  );
  const [one, ten, many] = [await mean(1), await mean(10), await mean(1000)];
  assert(one < ten - 0.1 && ten < many - 0.01, `${one}, ${ten}, ${many}`);
  assert(many < wanted + 0.005, `${many} is above ${wanted}`);
  assertAlmostEquals(many, wanted, 0.02);
  disposeSecondStage(stage);
});

it("secondStageCodes() are drawn from that density", async () => {
  const { stage, covariance } = linearStage();
  const count = 50_000;
  const codes = await secondStageCodes(stage, count, new TorchRandom(2));
  assertEquals(codes, await secondStageCodes(stage, count, new TorchRandom(2)));
  for (const [i, mean] of [1, -2].entries()) {
    let sum = 0;
    for (let n = 0; n < count; n++) sum += codes[2 * n + i] / count;
    assertAlmostEquals(sum, mean, 0.05);
    for (const j of [0, 1]) {
      let product = 0;
      for (let n = 0; n < count; n++) {
        product += (codes[2 * n + i] - [1, -2][i]) * (codes[2 * n + j] - [1, -2][j]) / count;
      }
      assert(Math.abs(product - covariance[i][j]) < 0.03 * (1 + Math.abs(covariance[i][j])));
    }
  }
  disposeSecondStage(stage);
});

/** Posteriors on a ring, which no Gaussian is close to. */
function ring(count: number) {
  const angles = new TorchRandom(5).uniform(count, 0, 2 * Math.PI);
  const mu = Float32Array.from(
    { length: 2 * count },
    (_, i) => 3 * (i % 2 ? Math.sin : Math.cos)(angles[i >> 1]),
  );
  return { count, latentSize: 2, mu, logVar: new Float32Array(2 * count).fill(-3) };
}

it("fitSecondStage() learns what a single Gaussian cannot, and leaves its parameters alone", async () => {
  const before = tf.memory().numTensors;
  const stage = await fitSecondStage(ring(500), {
    ...{ steps: 600, hidden: 32, batchSize: 128, random: new TorchRandom(0) },
  });
  assertEquals(tf.memory().numTensors, before + 15);
  const codes = Float64Array.from(ring(500).mu.subarray(0, 400));
  const bounds = await secondStageLogDensityBounds(stage, codes, {
    ...{ samples: 50, random: new TorchRandom(1) },
  });
  const found = bounds.reduce((sum, value) => sum + value / bounds.length, 0);
  const gaussian = multivariateLogDensity([0, 0], [[4.55, 0], [0, 4.55]]);
  const other = gaussian(codes.subarray(0, 2)); // the same all around
  assert(found > other + 0.5, `${found}, a Gaussian ${other}`);
  disposeSecondStage(stage);
  assertEquals(tf.memory().numTensors, before);
});

it("fitSecondStage() ends on its signal without a tensor, and refuses what cannot be", async () => {
  const before = tf.memory().numTensors;
  const signal = AbortSignal.abort(new Error("enough"));
  const random = new TorchRandom(0);
  await assertRejects(() => fitSecondStage(ring(10), { random, signal }), Error, "enough");
  await assertRejects(
    () => fitSecondStage(ring(10), { random, steps: 0 }),
    RangeError,
    "steps must be a whole number from 1 on, got 0",
  );
  assertEquals(tf.memory().numTensors, before);
});
