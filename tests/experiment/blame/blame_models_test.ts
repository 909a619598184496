import { useBackend } from "../../../lib/backend/use_backend.ts";
import { assert, assertEquals } from "@std/assert";
import { DataSet } from "../../../lib/data/data_set.ts";
import { blameModels, type NamedModel } from "../../../lib/experiment/blame/blame_models.ts";
import { LINEAR } from "../../../lib/experiment/blame/judge_models.ts";
import { optimalLinearVae } from "../../../lib/experiment/blame/optimal_linear_vae.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { OutputFolder } from "../../../lib/run/output_folder.ts";
import { itNeeds } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";

await useBackend("wasm");

/** Images that vary in two directions, above and below, left and right. */
function images(seed: number): DataSet {
  const random = new TorchRandom(seed);
  const pixels = new Uint8Array(200 * 16);
  for (let n = 0; n < 200; n++) {
    const [a, b] = random.normal(2);
    for (let p = 0; p < 16; p++) {
      const shade = 0.5 + (p < 8 ? a : -a) * 0.12 + (p % 4 < 2 ? b : -b) * 0.09;
      pixels[n * 16 + p] = Math.round(255 * Math.min(1, Math.max(0, shade)));
    }
  }
  return new DataSet("made up", undefined, pixels, { height: 4, width: 4 });
}

itNeeds(
  ["read", "write", "ffi", "env", "sys"],
  "the order of the models does not matter, though they have different numbers of units",
  async () => {
    const [training, test] = [images(1), images(2)];
    const klWeight = 0.1;
    /** A decoder that draws half of what it should: the best linear VAE is better than all models. */
    const halved = (latentSize: number): NamedModel => {
      const vae = optimalLinearVae(training, { klWeight, latentSize });
      const tensors = vae.stateDict();
      const { values } = tensors["decoder.net.weight"];
      for (let at = 0; at < values.length; at++) values[at] /= 2;
      vae.loadStateDict(tensors);
      return { name: `${latentSize} units`, vae, klWeight };
    };
    const models = [halved(1), halved(2)];
    const sharesOf = async (order: readonly NamedModel[], out: string) => {
      using folder = await OutputFolder.open(out, {
        ...{ task: "blame", files: ["blame.json", "blame.png"], force: false },
      });
      const settings = { models: order, training, test, refined: 12, seed: 0 };
      for await (const event of blameModels(settings, folder)) {
        if (event.kind !== "results") continue;
        assertEquals(event.best, LINEAR);
        return Object.fromEntries(event.models.map(({ name, shares }) => [name, shares]));
      }
    };
    await withFolder(async (folder) => {
      const forth = await sharesOf(models, `${folder}/forth`);
      const back = await sharesOf(models.toReversed(), `${folder}/back`);
      assertEquals(back, forth);
      // The second unit pays, and the model of one lacks it.
      assert(forth!["1 units"].training.decoder.mean > 0.05);
    });
    for (const { vae } of models) vae.dispose();
  },
);
