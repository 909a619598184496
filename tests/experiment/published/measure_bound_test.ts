/** The bound beside a likelihood that is known: that of a decoder which knows nothing, and of one that knows one unit. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
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
    first: 20,
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
    first: 60,
  });
  const found = bySamples.map(({ nats }) => nats);
  for (let i = 1; i < found.length; i++) assert(found[i] < found[i - 1], `${found}`);
  assertAlmostEquals(estimate, exact, 0.02);
  assert(gain.estimate > 0);
  vae.dispose();
});
