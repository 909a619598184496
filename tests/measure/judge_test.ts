import { useBackend } from "../../lib/backend/use_backend.ts";
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DataSet } from "../../lib/data/data_set.ts";
import { pixelEigenvalues } from "../../lib/theory/pixel_eigenvalues.ts";
import { type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { linearVae } from "../../lib/theory/linear_vae.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae } from "../../lib/model/vae.ts";
import { type CollapseEvidence, collapseState } from "../../lib/measure/collapse_state.ts";
import { judge } from "../../lib/measure/judge.ts";
import { latentMetrics } from "../../lib/measure/latent_metrics.ts";
import { shuffledReconstruction } from "../../lib/measure/shuffled_reconstruction.ts";
import { lowRankImages } from "../train/low_rank_images.ts";

await useBackend("cpu");

const data = lowRankImages(60, [6, 3]);
const eigenvalues = pixelEigenvalues(data);
const [random, latentSize] = [new TorchRandom(3), 4];

/** A model with some of its parameters set. */
function model(options: object, set: Record<string, number | ArrayLike<number>>): Vae {
  const vae = new Vae({ latentSize, random: new TorchRandom(1), ...options });
  const state = structuredClone(vae.stateDict());
  for (const [name, values] of Object.entries(set)) {
    if (typeof values === "number") state[name].values.fill(values);
    else state[name].values.set(values);
  }
  vae.loadStateDict(state);
  return vae;
}

async function judged(vae: Vae, klWeight = 1) {
  const metrics = await latentMetrics(vae, data);
  return { ...await judge(vae, data, { klWeight, ...metrics, random, eigenvalues }), ...metrics };
}

it("judge() is not fooled by the constant encoder N(4, I): 32 nats, and no information", async () => {
  const verdict = await judged(model({ head: "linear" }, {
    ...{ "encoder.mu.2.weight": 0, "encoder.mu.2.bias": 4 },
    ...{ "encoder.log_var.2.weight": 0, "encoder.log_var.2.bias": 0 },
  }));
  verdict.klPerUnit.forEach((kl) => assertAlmostEquals(kl, 8, 1e-6));
  assertEquals([verdict.state, verdict.usedUnits], ["collapsed", 0]);
  assertEquals([verdict.linearUnits, verdict.accident], [2, true]);
});

it("judge() is not fooled by codes that vary where the decoder does not listen", async () => {
  const verdict = await judged(model({ architecture: "linear" }, {
    ...{
      "decoder.net.weight": 0,
      "encoder.mu.weight": Array(4 * 784).fill(0).map((_, i) => i % 2),
    },
  }));
  assertEquals([verdict.activeUnits, verdict.usedUnits], [4, 4]);
  assertAlmostEquals(verdict.shuffledReconstruction!, verdict.reconstruction, 1e-3);
  assertEquals(verdict.state, "collapsed");
});

it("judge() finds the linear optimum where it is set by hand, and no accident", async () => {
  // Along the two directions of the data, which the first images span; s = 1.
  const directions = principalDirections();
  const spread = eigenvalues.slice(0, 2).map((l) => Math.sqrt(l - 1));
  const [decode, encode] = [new Float32Array(784 * 4), new Float32Array(4 * 784)];
  directions.forEach((direction, unit) =>
    direction.forEach((value, pixel) => {
      decode[pixel * 4 + unit] = value * spread[unit];
      encode[unit * 784 + pixel] = value * spread[unit] / eigenvalues[unit];
    })
  );
  const mean = means();
  const offset = [0, 1, 2, 3].map((unit) =>
    -mean.reduce((sum, value, pixel) => sum + value * encode[unit * 784 + pixel], 0)
  );
  const verdict = await judged(
    model({ architecture: "linear" }, {
      ...{ "encoder.mu.weight": encode, "encoder.mu.bias": offset },
      "encoder.log_var": [...eigenvalues.slice(0, 2)].map((l) => -Math.log(l)).concat(0, 0),
      ...{ "decoder.net.weight": decode, "decoder.net.bias": mean },
    }),
    2,
  );
  const optimum = linearVae(eigenvalues, { beta: 2, latentSize });
  assertEquals(verdict.linearOptimum, optimum.loss);
  assertAlmostEquals(verdict.loss, optimum.loss, 0.1 * optimum.loss); // one draw of noise an image
  verdict.klPerUnit.forEach((kl, unit) => assertAlmostEquals(kl, optimum.klPerUnit[unit], 1e-3));
  assertEquals([verdict.usedUnits, verdict.accident], [2, false]);
  assertEquals(verdict.state, "partial collapse"); // two units sleep, as they should
});

it("judge() measures Bernoulli pixels against the mean image, and claims no linear optimum", async () => {
  const verdict = await judged(model({ likelihood: "bernoulli" }, {}));
  assert(verdict.meanImageError > 784 * 0.6 && verdict.meanImageError < 784 * Math.LN2);
  assertEquals([verdict.linearOptimum, verdict.linearUnits, verdict.accident], [
    ...[undefined, undefined, undefined],
  ]);
});

it("collapseState() keeps its thresholds", () => {
  const healthy: CollapseEvidence = {
    ...{ klPerUnit: [1, 0.011], activeUnits: 2, meanImageError: 50 },
    ...{ reconstruction: 30, shuffledReconstruction: 70 },
  };
  const state = (change: Partial<CollapseEvidence>) => collapseState({ ...healthy, ...change });
  assertEquals(state({}), "healthy");
  assertEquals(state({ klPerUnit: [1, 0.009] }), "partial collapse");
  assertEquals(state({ activeUnits: 1 }), "partial collapse");
  assertEquals(state({ activeUnits: 0 }), "collapsed");
  assertEquals(state({ klPerUnit: [0.009, 0.009] }), "collapsed");
  assertEquals(state({ reconstruction: 49.4 }), "healthy");
  assertEquals(state({ reconstruction: 49.6 }), "collapsed");
  assertEquals(state({ shuffledReconstruction: 30.6 }), "healthy");
  assertEquals(state({ shuffledReconstruction: 30.4 }), "collapsed");
});

it("shuffledReconstruction() gives no image its own code", async () => {
  // Two images, of which each is drawn exactly from its own code: from the other's, the error is theirs.
  const pair = new DataSet("pair", new Uint8Array(2), data.pixels.slice(0, 2 * 784));
  const [a, b] = [pair.rows([0]), pair.rows([1])];
  const apart = a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);
  const own = {
    latentSize: 1,
    likelihood: "gaussian",
    forward: (x: Tensor2D) => ({ z: tf.gather(x, [0, 1]) }),
    reconstruct: (z: Tensor2D) => z,
  } as unknown as Vae;
  for (let seed = 0; seed < 8; seed++) {
    const error = await shuffledReconstruction(own, pair, { random: new TorchRandom(seed) });
    assertAlmostEquals(error, apart, 1e-3, `seed ${seed}`);
  }
  const alone = new DataSet("one", new Uint8Array(1), data.pixels.slice(0, 784));
  await assertRejects(() => shuffledReconstruction(own, alone, { random }), RangeError, "got 1");
});

it("shuffledReconstruction() leaks no tensor", async () => {
  const vae = model({}, {});
  const before = tf.memory().numTensors;
  await shuffledReconstruction(vae, data, { random });
  assertEquals(tf.memory().numTensors, before);
});

function means(): Float32Array {
  const mean = new Float32Array(784);
  for (let image = 0; image < data.count; image++) {
    data.rows([image]).forEach((value, pixel) => mean[pixel] += value / data.count);
  }
  return mean;
}

/** The first two principal directions, by power iteration on the images. */
function principalDirections(): Float64Array[] {
  const mean = means();
  const rows = Array.from(
    { length: data.count },
    (_, i) => data.rows([i]).map((v, p) => v - mean[p]),
  );
  const found: Float64Array[] = [];
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
    let sum = 0;
    for (let i = 0; i < 784; i++) sum += a[i] * b[i];
    return sum;
  };
  for (let k = 0; k < 2; k++) {
    let direction = Float64Array.from(rows[k]);
    for (let step = 0; step < 100; step++) {
      const next = new Float64Array(784);
      for (const row of rows) {
        const along = dot(row, direction);
        row.forEach((value, pixel) => next[pixel] += along * value);
      }
      for (const other of found) {
        const along = dot(other, next);
        other.forEach((value, pixel) => next[pixel] -= along * value);
      }
      const norm = Math.sqrt(dot(next, next));
      direction = next.map((value) => value / norm);
    }
    found.push(direction);
  }
  return found;
}
