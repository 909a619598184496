import { useBackend } from "../../lib/backend/use_backend.ts";
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DataSet } from "../../lib/data/data_set.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae } from "../../lib/model/vae.ts";
import { evaluate } from "../../lib/measure/evaluate.ts";
import { latentMetrics } from "../../lib/measure/latent_metrics.ts";
import { annealedObjective, constantObjective, type Objective } from "../../lib/train/objective.ts";
import { train, type TrainEvent, type TrainOptions } from "../../lib/train/train.ts";
import { UserError } from "../../lib/user_error.ts";
import { onEachBackend } from "../each_backend.ts";

await useBackend("cpu");

/** Images of noise: enough to train on, and no file is needed. */
const noise = (count: number) =>
  new DataSet(
    "noise",
    new Uint8Array(count),
    Uint8Array.from(new TorchRandom(9).uniform(count * 784, 0, 256)),
  );

interface RunOptions extends Partial<TrainOptions> {
  readonly vae?: Vae;
  readonly latentSize?: number;
  /** Events after which it is left, and its state returned. */
  readonly stopAfter?: number;
}

async function run(
  { stopAfter, vae: given, latentSize = 2, ...options }: RunOptions = {},
  count = 20,
) {
  const random = new TorchRandom(1);
  const vae = given ?? new Vae({ latentSize, random });
  const events: TrainEvent[] = [];
  const settings = { epochs: 2, batchSize: 8, random, objective: constantObjective(1), ...options };
  const training = train(vae, noise(count), settings);
  for await (const event of training) {
    events.push(event);
    if (events.length === stopAfter) return { vae, events, state: await training.state() };
  }
  return { vae, events };
}

it("train() yields an event for each batch and each epoch, in order", async () => {
  const { events } = await run();
  const order = events.map((e) =>
    e.kind === "batch" ? `${e.epoch}.${e.batch}/${e.batches}` : e.kind
  );
  const epoch = (n: number) => [`${n}.0/3`, `${n}.1/3`, `${n}.2/3`, "epoch"];
  assertEquals(order, [...epoch(1), ...epoch(2)]);
});

it("an epoch's numbers are the means over its batches, the last one counting as a whole", async () => {
  const { events } = await run({ epochs: 1 });
  const batches = events.filter((event) => event.kind === "batch");
  const epoch = events.at(-1);
  assert(epoch?.kind === "epoch");
  for (const part of ["loss", "reconstruction", "kl"] as const) {
    const mean = batches.reduce((sum, batch) => sum + batch[part], 0) / batches.length;
    assertAlmostEquals(epoch[part], mean, 1e-9);
  }
  assertEquals("klPerUnit" in epoch, false); // nobody asked for it
});

it("an epoch's seconds are those of its steps, without what is done between them", async () => {
  const wait = (milliseconds: number) => {
    for (const start = performance.now(); performance.now() - start < milliseconds;);
  };
  const random = new TorchRandom(1);
  const vae = new Vae({ latentSize: 2, random });
  const objective: Objective = (...step) => {
    wait(150);
    return constantObjective(1)(...step);
  };
  const start = performance.now();
  for await (const event of train(vae, noise(2), { epochs: 1, batchSize: 1, random, objective })) {
    if (event.kind === "batch") wait(100);
    else assert(event.seconds >= 0.3 && event.seconds <= seconds() - 0.2, `${event.seconds} s`);
  }
  function seconds() {
    return (performance.now() - start) / 1000;
  }
});

it("the last batch's reconstruction is divided by the batch size, its KL by its rows", async () => {
  // Batches of 8 and 4, of a model that all but stands still.
  const { events } = await run({ epochs: 1, learningRate: 1e-9 }, 12);
  const [whole, half] = events.filter((event) => event.kind === "batch");
  const ratio = half.reconstruction / whole.reconstruction;
  assert(ratio > 0.4 && ratio < 0.6, `the half batch has ${ratio} of the whole one's error`);
  const kls = half.kl / whole.kl;
  assert(kls > 0.8 && kls < 1.25, `the half batch has ${kls} of the whole one's KL`);
});

it("the same seed gives the same run; the metrics draw no random number", async () => {
  const [a, b] = [await run(), await run()];
  assertEquals(a.vae.stateDict(), b.vae.stateDict());
});

it("annealedObjective() raises the weight from epoch to epoch, up to beta", async () => {
  const objective = annealedObjective({ warmUp: 1, annealing: 2 }, 4);
  const { events } = await run({ epochs: 4, objective });
  const weights = events.filter((event) => event.kind === "epoch").map(({ klWeight }) => klWeight);
  assertEquals(weights, [0, 2, 4, 4]);
  for (const { loss, reconstruction, kl, klWeight } of events) {
    assertAlmostEquals(loss, reconstruction + klWeight * kl, 1e-4);
  }
});

it("train() leaks no tensor: after a step there are as many as before", async () => {
  const random = new TorchRandom(1);
  const vae = new Vae({ latentSize: 2, random });
  const before = tf.memory().numTensors;
  const moments = 2 * Object.keys(vae.parameters()).length;
  const options = { epochs: 2, batchSize: 8, random, objective: constantObjective(1) };
  for await (const event of train(vae, noise(20), options)) {
    assertEquals(tf.memory().numTensors, before + moments, event.kind);
  }
  assertEquals(tf.memory().numTensors, before);
  vae.dispose();
});

it("train() stops between two batches when its signal is aborted", async () => {
  const interruption = new AbortController();
  const random = new TorchRandom(1);
  const vae = new Vae({ latentSize: 2, random });
  let batches = 0;
  const options = {
    epochs: 2,
    batchSize: 8,
    random,
    objective: constantObjective(1),
    signal: interruption.signal,
  };
  await assertRejects(
    async () => {
      for await (const _ of train(vae, noise(20), options)) {
        if (++batches === 2) interruption.abort();
      }
    },
    DOMException,
    "aborted",
  );
  assertEquals(batches, 2);
});

it("a loss that turns NaN ends the run in one sentence, and spoils no parameter", async () => {
  const random = new TorchRandom(1);
  const vae = new Vae({ latentSize: 2, random });
  const options = {
    epochs: 20,
    batchSize: 8,
    random,
    objective: constantObjective(1),
    learningRate: 1e6,
  };
  await assertRejects(
    async () => {
      for await (const _ of train(vae, noise(20), options));
    },
    UserError,
    "Lower the learning rate",
  );
  for (const { values } of Object.values(vae.stateDict())) assert(values.every(Number.isFinite));
});

it("evaluate() is the mean over the images, whatever the batch size was", async () => {
  const vae = new Vae({ latentSize: 2, random: new TorchRandom(1) });
  const data = noise(1100); // two chunks of unequal size
  const result = await evaluate(vae, data, { klWeight: 0.5, random: new TorchRandom(2) });
  const { klPerUnit } = await latentMetrics(vae, data);
  assertAlmostEquals(result.kl, klPerUnit.reduce((a, b) => a + b, 0), 1e-5);
  assertAlmostEquals(result.loss, result.reconstruction + 0.5 * result.kl, 1e-9);
  assert(result.reconstruction > 50 && result.reconstruction < 80, `${result.reconstruction}`);
});

it("latentMetrics() sees no active unit where mu is the same for all images", async () => {
  const vae = new Vae({ latentSize: 2, random: new TorchRandom(1) });
  const state = vae.stateDict();
  state["encoder.mu.2.weight"].values.fill(0);
  state["encoder.mu.2.bias"].values.fill(4); // N(4, ...): a large KL without any information
  vae.loadStateDict(state);
  const { activeUnits, klPerUnit, varianceOfMu } = await latentMetrics(vae, noise(50));
  assertEquals(activeUnits, 0);
  assert(klPerUnit.every((kl) => kl > 7.9), String(klPerUnit));
  varianceOfMu.forEach((variance) => assertAlmostEquals(variance, 0, 1e-9));
});

for (const [where, count] of [["after an epoch", 4], ["within an epoch", 6]] as const) {
  onEachBackend(`train() goes on ${where} as if it had never stopped`, async () => {
    const { vae, events } = await run({ epochs: 3 });
    const half = await run({ epochs: 3, stopAfter: count });
    const random = new TorchRandom(77); // another: the state brings its own
    const rest = await run({ epochs: 3, from: half.state, random });
    const numbers = (event: TrainEvent) => ({ ...event, seconds: undefined });
    assertEquals([...half.events, ...rest.events].map(numbers), events.map(numbers));
    assertEquals(await rest.vae.fetchStateDict(), await vae.fetchStateDict());
    for (const each of [vae, half.vae, rest.vae]) each.dispose();
  });
}

it("train() continues as if it had never stopped where the generator keeps a spare normal", async () => {
  const settings = { epochs: 2, latentSize: 1, batchSize: 3 }; // 3, 3 and 1 normals an epoch
  const { events } = await run(settings, 7);
  for (let stopAfter = 1; stopAfter < events.length; stopAfter++) {
    const { state, events: before } = await run({ ...settings, stopAfter }, 7);
    assert(state);
    const random = TorchRandom.fromState(JSON.parse(JSON.stringify(state.random)));
    const rest = await run({ ...settings, from: { ...state, random: random.state() } }, 7);
    const losses = [...before, ...rest.events].map(({ loss }) => loss);
    assertEquals(losses, events.map(({ loss }) => loss), `stopped after ${stopAfter}`);
    if (stopAfter === 1) assert(state.random.spareNormal !== undefined);
  }
});

it("train() refuses to go on with what does not fit, and leaks no tensor", async () => {
  const { state } = await run({ stopAfter: 2 });
  assert(state);
  const before = tf.memory().numTensors;
  const { "encoder.net.0.weight": _, ...moments } = state.adam.moments;
  for (
    const [from, message] of [
      [
        { ...state, adam: { ...state.adam, moments } },
        "encoder.net.0.weight: wanted a Float32Array of 200704",
      ],
      [{ ...state, random: { engine: [1, 2, 3] } }, "625 whole numbers"],
      [{ ...state, batch: 4 }, "batch 4 of an epoch of 3"],
    ] as const
  ) {
    const vae = new Vae({ latentSize: 2, random: new TorchRandom(1) });
    await assertRejects(() => run({ from, vae }), RangeError, message);
    vae.dispose();
  }
  assertEquals(tf.memory().numTensors, before);
});
