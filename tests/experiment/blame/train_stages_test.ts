import { useBackend } from "../../../lib/backend/use_backend.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DataSet } from "../../../lib/data/data_set.ts";
import { START_BATCHES, trainStages } from "../../../lib/experiment/blame/train_stages.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { Vae } from "../../../lib/model/vae.ts";
import { meanImageError } from "../../../lib/theory/mean_image_error.ts";
import { constantObjective } from "../../../lib/train/objective.ts";
import { type BatchEvent, train, type TrainEvent } from "../../../lib/train/train.ts";

await useBackend("wasm");

/** Bright or dark images of 6 x 6 pixels: 8 batches of 128. */
function images(): DataSet {
  const random = new TorchRandom(1);
  const pixels = new Uint8Array(1024 * 36);
  for (let n = 0; n < 1024; n++) {
    const [shade] = random.uniform(1, 60, 200);
    for (let p = 0; p < 36; p++) pixels[n * 36 + p] = p < 18 ? shade : 255 - shade;
  }
  return new DataSet("made up", undefined, pixels, { height: 6, width: 6 });
}

const options = { head: "leaky", seed: 3, beta: 1, latentSize: 2 } as const;

it("trainStages() keeps the models of the same training, batch for batch", async () => {
  const data = images();
  const seen: TrainEvent[] = [];
  const stages = await trainStages(data, {
    ...{ ...options, epochs: 4 },
    observe: (event) => seen.push(event),
  });
  const names = stages.map(({ stage }) => stage);
  assertEquals(names, ["start", "plateau", "collapse", "end"]);

  const random = new TorchRandom(3);
  const vae = new Vae({ latentSize: 2, image: { height: 6, width: 6 }, random });
  const error = meanImageError(data);
  const plain: TrainEvent[] = [];
  const after = new Map<string, ReturnType<Vae["stateDict"]>>();
  for await (
    const event of train(vae, data, { epochs: 4, random, objective: constantObjective(1) })
  ) {
    plain.push(event);
    const place = event.kind === "batch" ? event.batch + 1 : 8;
    after.set(`${event.epoch} ${place}`, vae.stateDict());
  }
  vae.dispose();
  const timeless = (events: TrainEvent[]) => events.map((event) => ({ ...event, seconds: 0 }));
  assertEquals(timeless(seen), timeless(plain), "observing changes nothing");
  for (const { stage, epoch, batch, parameters } of stages) {
    assertEquals(parameters, after.get(`${epoch} ${batch}`), stage);
  }
  const [start, plateau, collapse, end] = stages;
  assertEquals([start.epoch, start.batch], [1, START_BATCHES]);
  assertEquals([collapse.epoch, collapse.batch, end.epoch, end.batch], [2, 8, 4, 8]);
  const near = plain.filter((event): event is BatchEvent =>
    event.kind === "batch" && event.epoch === 1 &&
    Math.abs(event.reconstruction / error - 1) < 0.1
  );
  const lowest = near.reduce((a, b) => b.kl < a.kl ? b : a);
  assertEquals(plateau.batch, lowest.batch + 1, "the lowest KL on the plateau");
});

it("trainStages() leaves out the stages that a short run does not have", async () => {
  const stages = await trainStages(images(), { ...options, epochs: 1 });
  assert(!stages.some(({ stage }) => stage === "collapse"));
  assertEquals(stages.at(-1)?.stage, "end");
  const two = await trainStages(images(), { ...options, epochs: 2 });
  assert(!two.some(({ stage }) => stage === "collapse"), "the end of both is the same");
});

it("trainStages() ends when it is told to", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  await assertRejects(
    () => trainStages(images(), { ...options, epochs: 1, signal }),
    Error,
    "enough",
  );
});
