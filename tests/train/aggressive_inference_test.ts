import { assert, assertEquals, assertNotEquals, assertRejects, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { DataSet } from "../../lib/data/data_set.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import type { StateDict } from "../../lib/math/state_dict.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae, type VaeOutput } from "../../lib/model/vae.ts";
import { afterEpoch, encoderAndDecoder, innerLoop } from "../../lib/train/aggressive_inference.ts";
import { adamState, disposeAdam } from "../../lib/train/adam.ts";
import { constantObjective, type Objective } from "../../lib/train/objective.ts";
import { train, type TrainEvent, type TrainOptions } from "../../lib/train/train.ts";
import { trainStep } from "../../lib/train/train_step.ts";
import { onEachBackend } from "../each_backend.ts";

await useBackend("cpu");

const noise = new DataSet(
  "noise",
  new Uint8Array(20),
  Uint8Array.from(new TorchRandom(9).uniform(20 * 784, 0, 256)),
);

/** Takes the steps of an inner loop whose losses are given, and counts them. */
const steps = (losses: readonly number[], block: number, limit: number) =>
  innerLoop((taken) => Promise.resolve(losses[taken]), { block, limit });

it("innerLoop() ends after the first block whose mean loss is above that of the block before", async () => {
  assertEquals(await steps([9, 7, 6, 6, 5, 8, 1, 1], 2, 8), 6); // 8, 6, 6.5
  assertEquals(await steps([9, 7, 6, 6, 5, 6, 5, 5], 2, 8), 8); // 8, 6, 5.5, 5: it never rises
  assertEquals(await steps([1, 2, 3, 4], 1, 4), 2);
  assertEquals(await steps([3, 3, 3, 3], 1, 4), 4, "as good as before is not worse");
  assertEquals(await steps([1, 1, 9, 9, 9], 2, 3), 3, "the limit ends a block that is not full");
});

it("innerLoop() is the rule of algorithm 1, written once more", async () => {
  const losses = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 30, maxLength: 30 });
  await fc.assert(fc.asyncProperty(
    losses,
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 6, max: 30 }),
    async (losses, block, limit) => {
      const means = Array.from(
        { length: Math.floor(limit / block) },
        (_, i) => losses.slice(i * block, (i + 1) * block).reduce((a, b) => a + b) / block,
      );
      const worse = means.findIndex((mean, i) => i > 0 && mean > means[i - 1]);
      assertEquals(await steps(losses, block, limit), worse < 0 ? limit : (worse + 1) * block);
    },
  ));
});

it("afterEpoch() ends aggressive inference when the information falls below the epoch's before", () => {
  const after = (values: readonly number[]) =>
    values.reduce((state, information) => afterEpoch(state, information), {
      ...{ active: true, information: 0, encoderSteps: 3 },
    });
  assertEquals(after([1, 2, 2]), { active: true, information: 2, encoderSteps: 3 });
  assertEquals(after([1, 2, 1.9]), { active: false, information: 1.9, encoderSteps: 3 });
});

it("trainStep() with a part of the parameters changes no other, and gives them no moments", async () => {
  const random = new TorchRandom(1);
  const vae = new Vae({ latentSize: 2, random });
  const parts = encoderAndDecoder(vae.parameters());
  assertEquals(
    Object.keys({ ...parts.encoder, ...parts.decoder }).sort(),
    Object.keys(vae.parameters()).sort(),
  );
  const x = tf.tensor2d(random.uniform(4 * 784), [4, 784]);
  const eps = tf.tensor2d(random.normal(4 * 2), [4, 2]);
  const adam = adamState(vae.parameters());
  const objective = constantObjective(1, "rows");
  const position = { epoch: 1, batch: 0, batches: 1, batchSize: 4 };
  for (const name of ["encoder", "decoder"] as const) {
    const before = vae.stateDict();
    const tensors = tf.memory().numTensors;
    const part = { parameters: parts[name], adam: { step: 0, moments: adam.moments } };
    const loss = (output: VaeOutput) => objective(output, position);
    await trainStep(vae, adam, x, eps, loss, {}, [part]);
    assertEquals(tf.memory().numTensors, tensors);
    assertEquals([part.adam.step, adam.step], [1, 0]);
    for (const [key, { values }] of Object.entries(vae.stateDict())) {
      const compare = key.startsWith(name) ? assertNotEquals : assertEquals;
      compare(values, before[key].values, key);
    }
  }
  disposeAdam(adam);
});

interface Run extends Partial<TrainOptions> {
  readonly stopAfter?: number;
}

/** A run of 3 epochs of 3 batches; the information that it is told after each epoch is given. */
async function run({ stopAfter, ...options }: Run, information = [1, 2, 1.5]) {
  const random = new TorchRandom(1);
  const vae = new Vae({ latentSize: 2, random });
  const events: TrainEvent[] = [];
  const asked: StateDict[] = [];
  const aggressive = {
    ...{ block: 2, limit: 6 },
    async information(vae: Vae) {
      asked.push(await vae.fetchStateDict());
      return information[asked.length - 1];
    },
  };
  const objective = constantObjective(1);
  const settings = { epochs: 3, batchSize: 8, random, objective, aggressive, ...options };
  const training = train(vae, noise, settings);
  for await (const event of training) {
    events.push(event);
    if (events.length === stopAfter) return { vae, events, state: await training.state() };
  }
  return { vae, events };
}

it("train() takes encoder steps before each decoder step, until the information falls; then none", async () => {
  let calls = 0;
  const plain = constantObjective(1);
  const objective: Objective = (output, position) => {
    calls++;
    return plain(output, position);
  };
  const counts: [number, number | undefined][] = [];
  const random = new TorchRandom(1);
  const vae = new Vae({ latentSize: 2, random });
  const information = [1, 0.5];
  const aggressive = {
    ...{ block: 2, limit: 6 },
    information: () => Promise.resolve(information.shift()!),
  };
  const settings = { epochs: 4, batchSize: 8, random, objective, aggressive };
  for await (const event of train(vae, noise, settings)) {
    if (event.kind === "epoch") counts.push([calls, event.encoderSteps]);
  }
  const [[first, steps1], [second, steps2], [third, steps3], [fourth]] = counts;
  assertEquals([first, second], [steps1! + 3, steps2! + 6]); // the decoder's are 3 an epoch
  assert(steps1! >= 3 * 4 && steps2! <= 6 * 6, "2 blocks of 2 at least, 6 at most");
  assertEquals([third - second, fourth - third, steps3], [3, 3, undefined]);
  assertEquals(information, [], "it is asked no more");
});

it("train() counts Adam's steps of encoder and decoder apart", async () => {
  const { state } = await run({ stopAfter: 3 });
  assertEquals(state!.adam.step, 3);
  assert(state!.aggressive!.encoderSteps >= 12);
  // Where both have taken as many steps, it is joint training, to the last bit.
  const joint = { aggressive: undefined, epochs: 2 };
  const { state: middle } = await run({ ...joint, stopAfter: 2 });
  const whole = await run(joint);
  const inactive = { active: false, information: 2, encoderSteps: 2 };
  const rest = await run({ epochs: 2, from: { ...middle!, aggressive: inactive } });
  assertEquals(await rest.vae.fetchStateDict(), await whole.vae.fetchStateDict());
});

onEachBackend(
  "train() with aggressive inference can be left after any event, and resumed",
  async () => {
    const numbers = (event: TrainEvent) => ({ ...event, seconds: undefined });
    const information = (model: Vae) => Promise.resolve(model ? [1, 2, 1.5][told++] : 0);
    let told = 0;
    const aggressive = { block: 2, limit: 6, information };
    const { vae, events } = await run({ aggressive });
    assertEquals(told, 3);
    for (const stopAfter of [1, 3, 4, 6, 8, 9]) {
      told = 0;
      const half = await run({ aggressive, stopAfter });
      const from = {
        ...half.state!,
        aggressive: JSON.parse(JSON.stringify(half.state!.aggressive)),
      };
      const rest = await run({ aggressive, from, random: new TorchRandom(77) });
      assertEquals([...half.events, ...rest.events].map(numbers), events.map(numbers));
      assertEquals(await rest.vae.fetchStateDict(), await vae.fetchStateDict());
      half.vae.dispose();
      rest.vae.dispose();
    }
    vae.dispose();
  },
);

it("train() refuses settings without a block, and a state of another kind of training", async () => {
  const information = () => Promise.resolve(0);
  const refused = (block: number, limit: number) => () =>
    train(new Vae({ random: new TorchRandom(0) }), noise, {
      ...{ epochs: 1, random: new TorchRandom(0), objective: constantObjective(1) },
      aggressive: { block, limit, information },
    });
  assertThrows(refused(0, 10), RangeError, "aggressive.block must be");
  assertThrows(refused(10, 9), RangeError, "aggressive.limit must be");
  const { state } = await run({ stopAfter: 1 });
  await assertRejects(
    () => run({ aggressive: undefined, from: state }),
    RangeError,
    "from.aggressive: wanted none, found a state",
  );
  await assertRejects(
    () => run({ from: { ...state!, aggressive: undefined } }),
    RangeError,
    "from.aggressive: wanted a state, found none",
  );
});
