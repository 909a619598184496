/** All that looks at a model takes each kind of model: what tasks and the page's viewers are made of. */
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { DataSet } from "../../lib/data/data_set.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { aggregateDensity } from "../../lib/measure/aggregate_density.ts";
import { decodeCodes } from "../../lib/measure/decode_codes.ts";
import { encodeImages } from "../../lib/measure/encode_images.ts";
import { judge } from "../../lib/measure/judge.ts";
import { importanceWeightedBound } from "../../lib/measure/importance_weighted_bound.ts";
import { latentMetrics } from "../../lib/measure/latent_metrics.ts";
import { mutualInformation } from "../../lib/measure/mutual_information.ts";
import { bernoulliLogLikelihood } from "../../lib/model/bernoulli_log_likelihood.ts";
import { Vae } from "../../lib/model/vae.ts";
import { modelFromBytes, modelToBytes } from "../../lib/run/model_file.ts";
import { constantObjective } from "../../lib/train/objective.ts";
import { train } from "../../lib/train/train.ts";

await useBackend("wasm");

const SIZE = { height: 4, width: 5 };
const images = new DataSet(
  "drawn",
  undefined,
  Uint8Array.from(new TorchRandom(9).uniform(64 * 20, 0, 256)),
  SIZE,
);

for (
  const kind of [
    { family: "delta", delta: 0.4 },
    { family: "batch-norm", gamma: 0.8 },
    { skip: "code" },
    { architecture: "mlp", hiddenSize: 7, skip: "code", family: "batch-norm" },
    { architecture: "linear", family: "delta" },
  ] as const
) {
  it(`a trained model of ${JSON.stringify(kind)} can be looked at`, async () => {
    const random = new TorchRandom(1);
    const trained = new Vae({ latentSize: 3, image: SIZE, random, ...kind });
    const options = { epochs: 2, batchSize: 16, random, objective: constantObjective(1) };
    for await (const _ of train(trained, images, options));
    const vae = modelFromBytes(await modelToBytes(trained), "m");

    const encoded = await encodeImages(vae, images);
    // Whatever batch an image is looked at in, its posterior is the same.
    const alone = await encodeImages(vae, images.first(3));
    assertEquals([...alone.mu], [...encoded.mu.subarray(0, 9)]);
    const { klPerUnit } = await latentMetrics(vae, images);
    const { delta = 0 } = vae;
    for (const kl of klPerUnit) assert(kl >= delta - 1e-5, `${klPerUnit}`);
    const numbers = [
      ...await decodeCodes(vae, random.normal(6)),
      (await aggregateDensity(encoded, { random })).logDensity(encoded.mu.subarray(0, 3)),
      mutualInformation(encoded, { random, draws: 20 }).information,
      (await judge(vae, images, { klPerUnit, activeUnits: 3, klWeight: 1, random })).loss,
      (await importanceWeightedBound(vae, images, {
        ...{ samples: 3, logLikelihood: bernoulliLogLikelihood, random },
      })).estimate,
    ];
    if (kind.architecture === "linear") numbers.pop(); // its pixels are no probabilities
    for (const number of numbers) assert(Number.isFinite(number), `${numbers.slice(-5)}`);
    for (const each of [vae, trained]) each.dispose();
  });
}
