/** The file of a fitted prior: what it holds, whose it is, and what is refused. */
import { useBackend } from "../../lib/backend/use_backend.ts";
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { readSafetensors, writeSafetensors } from "../../lib/file/safetensors.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae } from "../../lib/model/vae.ts";
import { mixtureLogDensity } from "../../lib/prior/gaussian_mixture.ts";
import { modelFromBytes, modelToBytes } from "../../lib/run/model_file.ts";
import { modelSha256 } from "../../lib/run/model_hash.ts";
import { priorFromBytes, priorToBytes } from "../../lib/run/prior_file.ts";
import { UserError } from "../../lib/user_error.ts";
import "../fixed_seed.ts";
import { anyMixture, PAIR } from "../prior/mixtures.ts";

await useBackend("cpu");

const image = { height: 2, width: 3 };
const vaes = [1, 2, 3].map((latentSize) =>
  new Vae({ latentSize, image, random: new TorchRandom(latentSize) })
);
const vae = vaes[1];

it("a mixture comes back from its file, to float32's digits", async () => {
  await fc.assert(
    fc.asyncProperty(anyMixture, async (mixture) => {
      const d = mixture.latentSize;
      const own = vaes[d - 1];
      const bytes = await priorToBytes(own, mixture, "a test");
      const read = await priorFromBytes(bytes, "prior", own);
      const [mine, theirs] = [mixtureLogDensity(mixture), mixtureLogDensity(read)];
      const z = new Float64Array(d).fill(0.5);
      assertAlmostEquals(theirs(z), mine(z), 1e-4 * Math.max(1, Math.abs(mine(z))));
      assertAlmostEquals(read.weights.reduce((a, b) => a + b, 0), 1, 1e-12);
    }),
    { numRuns: 100 },
  );
});

it("the file has PyTorch's layout, and notes whose prior it is", async () => {
  const { tensors, metadata } = readSafetensors(await priorToBytes(vae, PAIR, "two by hand"));
  assertEquals(
    Object.fromEntries(Object.entries(tensors).map(([key, { shape }]) => [key, shape])),
    {
      weights: [2],
      means: [2, 2],
      scale_tril: [2, 2, 2],
    },
  );
  assertEquals([...tensors.scale_tril.values].map((value) => Math.round(10 * value)), [
    ...[8, 0, 5, 6, 10, 0, -7, 9],
  ]);
  assertEquals(metadata, {
    format: "pt",
    kind: "gaussian-mixture",
    latentSize: "2",
    fittedBy: "two by hand",
    modelSha256: await modelSha256(vae),
  });
});

it("a model's hash is that of its own file, whatever file it was read from", async () => {
  const bytes = await modelToBytes(vae) as Uint8Array<ArrayBuffer>;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  assertEquals(await modelSha256(vae), hash);
  const state = vae.stateDict();
  const prefixed = Object.fromEntries(
    Object.entries(state).map(([key, tensor]) => [`module.${key}`, tensor]),
  );
  const theirs = writeSafetensors(prefixed, { height: "2", width: "3" });
  assertEquals(await modelSha256(modelFromBytes(theirs, "theirs")), hash);
});

it("the prior of another model is refused, also if one parameter differs in its last digit", async () => {
  const bytes = await priorToBytes(vae, PAIR, "a test");
  await priorFromBytes(bytes, "prior", vae);
  const state = vae.stateDict();
  state["decoder.net.0.bias"].values[0] += 1e-6;
  const other = new Vae({ latentSize: 2, image, random: new TorchRandom(0) });
  other.loadStateDict(state);
  const error = await assertRejects(() => priorFromBytes(bytes, "prior-x", other), UserError);
  assertEquals(
    error.message,
    "prior-x: this prior was fitted to another model's codes: its note modelSha256 is not this " +
      "model's. Fit one to this model with the script prior.",
  );
});

it("what is no prior, or a broken one, is refused by a line that names the file", async () => {
  const { tensors, metadata } = readSafetensors(await priorToBytes(vae, PAIR, "a test"));
  const file = (changes: Record<string, { shape: number[]; values: Float32Array }>) =>
    writeSafetensors({ ...tensors, ...changes }, metadata);
  const cases: [Uint8Array, string][] = [
    [
      await modelToBytes(vae),
      'not a fitted prior: wanted the note kind "gaussian-mixture", found no',
    ],
    [writeSafetensors(tensors, { ...metadata, kind: "flow" }), 'found "flow"'],
    [new TextEncoder().encode("no prior at all"), "prior-x: "],
    [
      file({ means: { shape: [2], values: Float32Array.of(1, 2) } }),
      "means: wanted [2,2], found [2]",
    ],
    [
      file({ weights: { shape: [0], values: new Float32Array() } }),
      "weights: wanted [K], found [0]",
    ],
    [
      file({ weights: { shape: [2], values: Float32Array.of(0.5, 0.6) } }),
      "the weights must add up to 1",
    ],
    [
      file({ weights: { shape: [2], values: Float32Array.of(NaN, 1) } }),
      "weights[0] must be a finite number, got NaN",
    ],
    [
      file({ scale_tril: { shape: [2, 2, 2], values: new Float32Array(8) } }),
      "factors[0], on a diagonal, must be above 0, got 0",
    ],
  ];
  for (const [bytes, message] of cases) {
    const error = await assertRejects(() => priorFromBytes(bytes, "prior-x", vae), UserError);
    assert(error.message.startsWith("prior-x: ") && error.message.includes(message), error.message);
  }
});

it("a mixture of other units is not written", async () => {
  await assertRejects(
    () => priorToBytes(vaes[0], PAIR, "a test"),
    RangeError,
    "has 1 units, got 2",
  );
});
