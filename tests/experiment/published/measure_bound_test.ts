/** The bound beside a likelihood that is known: that of a decoder which knows nothing, and of one that knows one unit. */
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../../lib/backend/use_backend.ts";
import { DataSet } from "../../../lib/data/data_set.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { Vae } from "../../../lib/model/vae.ts";
import { measureBound } from "../../../lib/experiment/published/measure_bound.ts";

await useBackend("wasm");

const SIZE = { height: 2, width: 3 };

/** An MLP whose encoder gives the prior, and whose decoder has these logits: bias + slope times a tanh of the code. */
function model(bias: number, slope: number): Vae {
  const random = new TorchRandom(1);
  const vae = new Vae({
    ...{ latentSize: 1, image: SIZE, random, architecture: "mlp", hiddenSize: 1 },
    likelihood: "bernoulli",
  });
  const state = vae.stateDict();
  for (const { values } of Object.values(state)) values.fill(0);
  for (const name of ["decoder.net.0.weight", "decoder.net.2.weight"]) state[name].values.fill(1);
  state["decoder.net.4.weight"].values.fill(slope);
  state["decoder.net.4.bias"].values.fill(bias);
  vae.loadStateDict(state);
  return vae;
}

const pixels = Uint8Array.from(new TorchRandom(2).uniform(60 * 6), (u) => u < 0.3 ? 255 : 0);
const images = new DataSet("drawn", undefined, pixels, SIZE);

it("measureBound() is the entropy of independent pixels where no code matters, and no code gains", async () => {
  const vae = model(Math.log(0.3 / 0.7), 0);
  const { all, gain, estimate, bySamples } = await measureBound(vae, images, {
    samples: 200,
    drawn: 20,
    random: new TorchRandom(5),
  });
  const white = pixels.reduce((sum, pixel) => sum + pixel / 255, 0) / pixels.length;
  const exact = -6 * (white * Math.log(0.3) + (1 - white) * Math.log(0.7));
  assertAlmostEquals(all.nats, exact, 1e-4);
  assertAlmostEquals(estimate, exact, 1e-4);
  assertAlmostEquals(gain.estimate, 0, 1e-5);
  assertEquals(bySamples.map(({ samples }) => samples), [1, 5, 50, 200]);
  assertEquals([all.images, all.samples, bySamples[0].images], [60, 50, 20]);
  vae.dispose();
});

it("measureBound() ends when its signal is aborted", async () => {
  const vae = model(-0.8, 4);
  const stop = new AbortController();
  const options = { samples: 1_000_000, drawn: 2, random: new TorchRandom(0) };
  const measuring = measureBound(vae, images, { ...options, signal: stop.signal });
  setTimeout(() => stop.abort(new Error("stop")), 20);
  await assertRejects(() => measuring, Error, "stop");
  vae.dispose();
});

it("measureBound() comes near the likelihood by quadrature, from above, and gains with codes", async () => {
  const [bias, slope] = [-0.8, 4];
  const vae = model(bias, slope);
  const sigmoid = (t: number) => 1 / (1 + Math.exp(-t));
  let exact = 0;
  for (let image = 0; image < images.count; image++) {
    const white = pixels.subarray(6 * image, 6 * image + 6).reduce(
      (n, pixel) => n + pixel / 255,
      0,
    );
    let likelihood = 0;
    for (let z = -8; z <= 8; z += 1e-3) {
      const p = sigmoid(bias + slope * Math.tanh(Math.tanh(z)));
      likelihood += 1e-3 * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) *
        p ** white * (1 - p) ** (6 - white);
    }
    exact -= Math.log(likelihood) / images.count;
  }
  const { estimate, bySamples, gain } = await measureBound(vae, images, {
    samples: 2000,
    drawn: 60,
    random: new TorchRandom(5),
  });
  const found = bySamples.map(({ nats }) => nats);
  for (let i = 1; i < found.length; i++) assert(found[i] < found[i - 1], `${found}`);
  assertAlmostEquals(estimate, exact, 0.02);
  assert(gain.estimate > 0);
  vae.dispose();
});

it("measureBound() draws the images of many codes at random: those of a sorted data set gain as all do", async () => {
  // A decoder that is black for most codes: black images, which come first, gain next to nothing by more codes.
  const vae = model(-12, 16);
  const black = Uint8Array.from({ length: 400 * 6 }, (_, i) => i < 200 * 6 ? 0 : 255);
  const labels = Uint8Array.from({ length: 400 }, (_, i) => Math.floor(i / 200));
  const sorted = new DataSet("sorted", labels, black, SIZE);
  const measure = (data: DataSet, drawn: number, seed = 0) =>
    measureBound(vae, data, { samples: 200, drawn, random: new TorchRandom(seed) });
  const all = await measure(sorted, 400);
  const first = await measure(sorted.first(100), 100);
  assert(
    first.gain.estimate + 6 * first.gain.standardError < all.gain.estimate,
    `the first ones gain ${first.gain.estimate}, all ${all.gain.estimate}`,
  );
  let [sum, told] = [0, 0];
  const seeds = 12;
  for (let seed = 0; seed < seeds; seed++) {
    const found = await measure(sorted, 100, seed);
    assertEquals(found.all, all.all);
    assertEquals(found.bySamples[0].images, 100);
    sum += found.gain.estimate / seeds;
    told += found.gain.standardError / seeds;
  }
  assert(Math.abs(sum - all.gain.estimate) < 4 * told / Math.sqrt(seeds), `${sum} ${told}`);
  // With all images drawn the estimate is the bound of many codes itself, and so is its error.
  const many = all.bySamples[all.bySamples.length - 1];
  assertAlmostEquals(all.estimate, many.nats, 1e-9);
  assertAlmostEquals(all.standardError, many.standardError, 1e-9);
  vae.dispose();
});
