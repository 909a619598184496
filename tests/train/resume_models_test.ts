/** Training of models with running statistics, and on images drawn anew, goes on bit for bit through a checkpoint, with other objectives and aggressive inference too. */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { DataSet } from "../../lib/data/data_set.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import type { ModelOptions } from "../../lib/model/model_options.ts";
import { encodeImages } from "../../lib/measure/encode_images.ts";
import { Vae } from "../../lib/model/vae.ts";
import type { AggressiveInference } from "../../lib/train/aggressive_inference.ts";
import { checkpointFromBytes, checkpointToBytes } from "../../lib/run/checkpoint.ts";
import { NO_METRICS } from "../../lib/run/metrics_position.ts";
import { importanceWeightedObjective } from "../../lib/train/importance_weighted_objective.ts";
import { constantObjective } from "../../lib/train/objective.ts";
import { stagedLearningRate } from "../../lib/train/staged_learning_rate.ts";
import { train, type TrainEvent, type TrainOptions } from "../../lib/train/train.ts";
import type { TrainState } from "../../lib/train/train_state.ts";
import { onEachBackend } from "../each_backend.ts";

await useBackend("cpu");

const SIZE = { height: 4, width: 5 };
const images = new DataSet(
  "drawn",
  undefined,
  Uint8Array.from(new TorchRandom(9).uniform(50 * 20, 0, 256)),
  SIZE,
);

/** What a training may have beside its model. */
type Other = Partial<Pick<TrainOptions, "objective" | "aggressive" | "binarised">>;

/** The mean square of the images' codes stands for the information: resumed in another state, it would be another. */
const aggressive: AggressiveInference = {
  ...{ block: 2, limit: 4 },
  async information(vae) {
    const { mu } = await encodeImages(vae, images);
    return mu.reduce((sum, value) => sum + value * value, 0) / mu.length;
  },
};
const iwae = importanceWeightedObjective({ samples: 3, schedule: () => 1 });

async function run(
  model: Partial<ModelOptions>,
  { stopAfter = Infinity, from, ...other }: {
    readonly stopAfter?: number;
    readonly from?: TrainState;
  } & Other = {},
) {
  const random = new TorchRandom(4);
  const vae = new Vae({ latentSize: 3, image: SIZE, random, ...model });
  const training = train(vae, images, {
    ...{ epochs: 3, batchSize: 16, random, objective: constantObjective(1), from },
    ...{ binarised: true, learningRateFactor: stagedLearningRate, epsilon: 1e-6, ...other },
  });
  const events: TrainEvent[] = [];
  let state: TrainState | undefined;
  for await (const event of training) {
    events.push({ ...event, seconds: 0 } as TrainEvent);
    if (events.length < stopAfter) continue;
    state = await training.state();
    break;
  }
  const parameters = await vae.fetchStateDict();
  vae.dispose();
  return { events, state, parameters };
}

/** A state as a checkpoint's file gives it back. */
async function throughFile(state: TrainState): Promise<TrainState> {
  const losses = { loss: 1, reconstruction: 1, kl: 0, klWeight: 1 };
  const epoch = { epoch: 1, ...losses, klPerUnit: [0], activeUnits: 0, seconds: 1 };
  const record = {
    ...{ task: "train", seed: 4, options: { batchSize: 16 }, backend: "cpu", versions: {} },
    ...{ data: { name: "drawn", images: 50 }, startedAt: "2026-11-23T23:35:12.110Z", seconds: 1 },
    epochs: Array.from({ length: state.epoch - 1 }, (_, i) => ({ ...epoch, epoch: i + 1 })),
  };
  const memory = { json: {}, tensors: {} };
  const bytes = await checkpointToBytes({ record, metrics: NO_METRICS, memory, state });
  return (await checkpointFromBytes(bytes, "checkpoint")).state;
}

const CASES: readonly (readonly [Partial<ModelOptions>, Other?])[] = [
  [{ family: "batch-norm", gamma: 0.7 }],
  [{ family: "delta", delta: 0.2, skip: "code" }],
  [{ architecture: "mlp", hiddenSize: 6, family: "batch-norm", likelihood: "bernoulli" }],
  [{ family: "batch-norm", gamma: 0.7 }, { aggressive, binarised: false }],
  [{}, { aggressive }],
  [{}, { aggressive, objective: iwae, binarised: false }],
  [{ family: "delta", delta: 0.2, skip: "code" }, { aggressive, binarised: false }],
];

for (const [model, other = {}] of CASES) {
  const { binarised = true } = other;
  const parts = {
    ...model,
    ...{ images: binarised ? "binarised" : "gray", samples: other.objective?.samples },
    inference: other.aggressive && "aggressive",
  };
  onEachBackend(`${JSON.stringify(parts)} goes on through a checkpoint bit for bit`, async () => {
    const whole = await run(model, other);
    for (const stopAfter of [3, 5]) { // within an epoch of 4 batches, and after it
      const half = await run(model, { ...other, stopAfter });
      assert(half.state);
      assertEquals(half.state.aggressive !== undefined, other.aggressive !== undefined);
      const rest = await run(model, { ...other, from: await throughFile(half.state) });
      assertEquals([...half.events, ...rest.events], whole.events);
      assertEquals(rest.parameters, whole.parameters);
      if (model.family !== "batch-norm") continue;
      const name = "encoder.mu_norm.running_mean";
      assertNotEquals(half.state.parameters[name].values, whole.parameters[name].values);
    }
  });
}
