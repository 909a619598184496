import { useBackend } from "../../../lib/backend/use_backend.ts";
import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { tf } from "../../../lib/deps/tfjs.ts";
import { checkpointModel } from "../../../lib/experiment/blame/checkpoint_model.ts";
import { trainTask } from "../../../lib/experiment/train_task.ts";
import type { TrainTaskOptions } from "../../../lib/experiment/train_options.ts";
import type { StateDict } from "../../../lib/math/state_dict.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { ARCHITECTURES, FAMILIES, SKIPS } from "../../../lib/model/model_options.ts";
import { Vae } from "../../../lib/model/vae.ts";
import type { Checkpoint } from "../../../lib/run/checkpoint.ts";
import { optionsOf } from "../../../lib/run/training_task.ts";
import { UserError } from "../../../lib/user_error.ts";

await useBackend("cpu");

const image = { height: 4, width: 5 };

/** What {@linkcode checkpointModel} reads of a checkpoint. */
function checkpoint(options: Readonly<Record<string, unknown>>, parameters: StateDict) {
  const record = { options, data: { name: "made up", images: 9, ...image } };
  return { record, state: { parameters } } as unknown as Checkpoint;
}

/** The model of a run that was given these options, as the run builds it. */
function runModel(given: Readonly<Record<string, unknown>>): {
  readonly options: TrainTaskOptions;
  readonly vae: Vae;
} {
  const options = optionsOf(trainTask, given);
  const { latentSize } = options;
  const random = new TorchRandom(3);
  return {
    options,
    vae: new Vae({ ...trainTask.model?.(options), latentSize, image, random }),
  };
}

/** Everything by which two models could differ. */
function described(vae: Vae) {
  const { latentSize, image, head, architecture, likelihood, hiddenSize, family, delta, gamma } =
    vae;
  const { skip, clampLogVar } = vae;
  const x = tf.tensor2d(new TorchRandom(4).uniform(3 * 20, 0, 1), [3, 20]);
  const { mu, logVar } = vae.posterior(x);
  const outputs = [mu, logVar, vae.reconstruct(mu)].map((tensor) => tensor.dataSync());
  return {
    ...{ latentSize, image, head, architecture, likelihood, hiddenSize, family, delta, gamma },
    ...{ skip, clampLogVar, outputs },
  };
}

it("checkpointModel() is the model of its run, for every architecture, family and skip", () => {
  const words = ARCHITECTURES.flatMap((architecture) =>
    FAMILIES.flatMap((family) => SKIPS.map((skip) => ({ architecture, family, skip })))
  ).filter(({ architecture, skip }) => architecture !== "linear" || skip === "none");
  assertEquals(words.length, 15);
  const shapes = words.flatMap(({ architecture, family, skip }) => [
    { architecture, family, skip },
    {
      ...{ architecture, family, skip },
      ...architecture === "lab" ? { head: "linear" } : {},
      ...architecture === "mlp" ? { hiddenSize: 7 } : {},
      ...architecture === "linear" ? {} : { likelihood: "bernoulli" },
      ...family === "delta" ? { delta: 0.2 } : {},
      ...family === "batch-norm" ? { gamma: 1.5 } : {},
      ...family === "gaussian" ? { clampLogVar: 0.001 } : {},
    },
  ]);
  for (const shape of shapes) {
    const { options, vae } = runModel({ ...shape, latentSize: 3 });
    const found = checkpointModel(checkpoint({ ...options }, vae.stateDict()), "it");
    assertEquals(described(found), described(vae), JSON.stringify(shape));
    for (const each of [vae, found]) each.dispose();
  }
});

it("checkpointModel() takes an older run's options with the defaults of newer ones", () => {
  const { vae } = runModel({ latentSize: 2 });
  const found = checkpointModel(checkpoint({ latentSize: 2, seed: 0 }, vae.stateDict()), "it");
  assertEquals(described(found), described(vae));
  for (const each of [vae, found]) each.dispose();
});

it("checkpointModel() says what to do where options and parameters do not fit", () => {
  const { options, vae } = runModel({ latentSize: 2 });
  const tensors = vae.stateDict();
  vae.dispose();
  const before = tf.memory().numTensors;
  for (
    const odd of [{ latentSize: 3 }, { architecture: "mlp" }, { family: "round" }, { skip: "code" }]
  ) {
    assertThrows(
      () => checkpointModel(checkpoint({ ...options, ...odd }, tensors), "out/it"),
      UserError,
      "Take the model.safetensors of the same run",
    );
  }
  assertEquals(tf.memory().numTensors, before, "nothing is left behind");
});
