/** The flow along principal components, against the lab's own linear VAE on the pixels, and central differences. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../../lib/backend/use_backend.ts";
import { tf } from "../../../lib/deps/tfjs.ts";
import {
  LinearFlow,
  nearlyCollapsed,
  type ReducedLinearVae,
} from "../../../lib/experiment/transition/reduced_linear_vae.ts";
import { eigenvectorsOfSymmetric } from "../../../lib/math/eigenvectors_of_symmetric.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { loss } from "../../../lib/model/loss.ts";
import { Vae } from "../../../lib/model/vae.ts";
import { linearVae } from "../../../lib/theory/linear_vae.ts";
import { lossAndGradients } from "../../../lib/train/train_step.ts";
import { assertClose } from "../../math/assert_close.ts";

await useBackend("cpu");

const P = 4, D = 2, N = 7, BETA = 0.6;

/** Centred images, their covariance, and its eigenpairs. */
function centred() {
  const random = new TorchRandom(5);
  const x = Float64Array.from(random.normal(N * P), (value, i) => value * (0.2 + 0.3 * (i % P)));
  for (let i = 0; i < P; i++) {
    let mean = 0;
    for (let n = 0; n < N; n++) mean += x[n * P + i] / N;
    for (let n = 0; n < N; n++) x[n * P + i] -= mean;
  }
  const covariance = new Float64Array(P * P);
  for (let i = 0; i < P; i++) {
    for (let j = 0; j < P; j++) {
      for (let n = 0; n < N; n++) covariance[i * P + j] += x[n * P + i] * x[n * P + j] / N;
    }
  }
  return { x, pairs: eigenvectorsOfSymmetric(covariance) };
}

it("LinearFlow has the loss and the gradients of the lab's linear VAE on the pixels", async () => {
  const { x, pairs } = centred();
  const reduced = nearlyCollapsed({
    components: P,
    units: D,
    size: 0.5,
    random: new TorchRandom(1),
  });
  reduced.logVar.set([-0.7, 0.4]);
  const flow = new LinearFlow(pairs.map(({ value }) => value), reduced);
  const { decoder, encoder, logVar } = flow.gradient(BETA);

  // W = U W', A = A' U^T on the pixels; noise of +-1 in all combinations has a normal's first two moments.
  const U = (pixel: number, k: number) => pairs[k].vector[pixel];
  const onPixels = (of: (k: number, j: number) => number) =>
    Float32Array.from({ length: P * D }, (_, at) => {
      const [pixel, j] = [Math.floor(at / D), at % D];
      let sum = 0;
      for (let k = 0; k < P; k++) sum += U(pixel, k) * of(k, j);
      return sum;
    });
  const transposed = (values: Float32Array) =>
    Float32Array.from({ length: P * D }, (_, at) => values[(at % P) * D + Math.floor(at / P)]);
  const wanted = {
    decoder: onPixels((k, j) => decoder[k * D + j]),
    encoder: transposed(onPixels((k, j) => encoder[j * P + k])),
  };
  const vae = new Vae({
    ...{ architecture: "linear", head: "linear", latentSize: D, random: new TorchRandom(0) },
    image: { height: 2, width: 2 },
  });
  vae.loadStateDict({
    "encoder.mu.weight": {
      shape: [D, P],
      values: transposed(onPixels((k, j) => reduced.encoder[j * P + k])),
    },
    "encoder.mu.bias": { shape: [D], values: new Float32Array(D) },
    "decoder.net.weight": { shape: [P, D], values: onPixels((k, j) => reduced.decoder[k * D + j]) },
    "decoder.net.bias": { shape: [P], values: new Float32Array(P) },
    "encoder.log_var": { shape: [D], values: Float32Array.from(reduced.logVar) },
  });
  const signs = [[1, 1], [1, -1], [-1, 1], [-1, -1]];
  const images = tf.tensor2d(signs.flatMap(() => [...x]), [4 * N, P]);
  const eps = tf.tensor2d(signs.flatMap((sign) => Array(N).fill(sign).flat()), [4 * N, D]);
  const found = await lossAndGradients(
    vae,
    images,
    eps,
    (output) => loss(output, { klWeight: BETA }),
  );
  assertClose(found.loss, flow.loss(BETA), 1e-6);
  const names = {
    "decoder.net.weight": wanted.decoder,
    "encoder.mu.weight": wanted.encoder,
    "encoder.log_var": Float32Array.from(logVar),
    "decoder.net.bias": new Float32Array(P), // as the images have the mean 0
    "encoder.mu.bias": new Float32Array(D),
  };
  for (const [name, values] of Object.entries(names)) {
    const gradient = found.gradients[name].dataSync();
    assertEquals(gradient.length, values.length, name);
    gradient.forEach((value, i) => assertClose(value, values[i], 2e-6));
  }
  tf.dispose([images, eps]);
  vae.dispose();
});

it("LinearFlow's gradient is that of its loss, by central differences", () => {
  const start = nearlyCollapsed({ components: 3, units: 2, size: 0.7, random: new TorchRandom(2) });
  start.logVar.set([0.3, -1]);
  const eigenvalues = [3, 1, 0.5], h = 1e-5;
  const flow = new LinearFlow(eigenvalues, start);
  const gradient = flow.gradient(1.4);
  for (const name of ["decoder", "encoder", "logVar"] as const) {
    for (let i = 0; i < start[name].length; i++) {
      const at = (by: number) => {
        const values = start[name].slice();
        values[i] += by;
        return new LinearFlow(eigenvalues, { ...start, [name]: values }).loss(1.4);
      };
      assertClose(gradient[name][i], (at(h) - at(-h)) / (2 * h), 1e-7);
    }
  }
});

it("LinearFlow ends in the optimum of linearVae(), with more units than directions too", () => {
  const eigenvalues = [3, 2, 0.7, 0.3];
  for (const units of [1, 2, 5]) {
    const flow = new LinearFlow(
      eigenvalues,
      nearlyCollapsed({ components: 4, units, size: 0.3, random: new TorchRandom(7) }),
    );
    const beta = 2, step = flow.stableStep(beta);
    for (let i = 0; i < 20_000; i++) flow.step(beta, step);
    const best = linearVae(eigenvalues, { beta, latentSize: units });
    assertClose(flow.loss(beta), best.loss, 1e-9);
    flow.klPerUnit().sort().reverse().forEach((kl, j) => assertClose(kl, best.klPerUnit[j], 1e-8));
  }
});

it("LinearFlow never leaves the components that it starts in", () => {
  const eigenvalues = [3, 2, 1.5];
  const small = nearlyCollapsed({ components: 2, units: 2, size: 0.4, random: new TorchRandom(3) });
  const padded: ReducedLinearVae = {
    decoder: Float64Array.of(...small.decoder, 0, 0),
    encoder: Float64Array.of(...small.encoder.slice(0, 2), 0, ...small.encoder.slice(2), 0),
    logVar: small.logVar,
  };
  const [few, all] = [
    new LinearFlow(eigenvalues.slice(0, 2), small),
    new LinearFlow(eigenvalues, padded),
  ];
  for (let i = 0; i < 500; i++) {
    few.step(1, 0.02);
    all.step(1, 0.02);
  }
  assertEquals([...all.model.decoder.slice(0, 4)], [...few.model.decoder]);
  assertEquals([...all.model.decoder.slice(4)], [0, 0]);
  assertEquals([all.model.encoder[2], all.model.encoder[5]], [0, 0]);
});

it("LinearFlow wants weights of one shape", () => {
  const start = nearlyCollapsed({ components: 2, units: 2, size: 1, random: new TorchRandom(0) });
  assertThrows(() => new LinearFlow([1, 1, 1], start), RangeError, "3 components by 2 units");
  const flow = new LinearFlow([2, 1], start);
  assert(flow.model.decoder !== start.decoder, "the start is copied");
});
