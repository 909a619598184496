/** The repair of a prior where the answer is known: an encoder whose codes are a Gaussian. */
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import {
  checkRepairable,
  type RepairEvent,
  repairPrior,
  type RepairPriorInput,
} from "../../lib/experiment/prior/repair_prior.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae } from "../../lib/model/vae.ts";
import { UserError } from "../../lib/user_error.ts";
import { imagesOfSize } from "../any_size.ts";

await useBackend("cpu");

const image = { height: 4, width: 5 };

/** An encoder that gives every image the posterior N(3, 0.5^2) in both units. */
function constantModel(): Vae {
  const vae = new Vae({ latentSize: 2, image, architecture: "linear", random: new TorchRandom(0) });
  const state = vae.stateDict();
  state["encoder.mu.weight"].values.fill(0);
  state["encoder.mu.bias"].values.fill(3);
  state["encoder.log_var"].values.fill(2 * Math.log(0.5));
  vae.loadStateDict(state);
  return vae;
}

const input = (vae: Vae): RepairPriorInput => ({
  ...{ vae, training: imagesOfSize(300, image), test: imagesOfSize(100, image, 6), seed: 1 },
  ...{ components: [1, 3], pseudoInputs: 4, fitCodes: 600, vampSteps: 3, stageSteps: 200 },
  ...{ draws: 120, codes: 100 },
});

it("of codes that are one Gaussian, every prior recovers all nats but the cost of its fit", async () => {
  const vae = constantModel();
  const before = tf.memory().numTensors;
  const events: RepairEvent[] = await Array.fromAsync(repairPrior(input(vae)));
  assertEquals(tf.memory().numTensors, before);
  assertEquals(events.map(({ kind }) => kind), [
    ...["prediction", "tried", "tried", "tried", "tried"],
    ...["repaired", "repaired", "repaired", "results"],
  ]);
  const last = events.at(-1)!;
  if (last.kind !== "results") throw new Error(last.kind);
  const { prediction, tried, repaired, comparison } = last.results;
  // KL(N(3, 1/4) || N(0, 1)) of each unit; codes tell nothing of their image, so all of it is q(z)'s.
  const kl = 2 * (Math.log(2) + (0.25 + 9) / 2 - 0.5);
  assertAlmostEquals(prediction.kl, kl, 1e-5);
  assertAlmostEquals(prediction.training.estimate, kl, 1e-5);
  assertAlmostEquals(prediction.training.standardError, 0, 1e-6);
  assertAlmostEquals(prediction.test.estimate, kl, 1e-5);
  assertEquals(tried.map(({ components, covariance }) => `${components} ${covariance}`), [
    ...["1 full", "3 full", "1 diagonal", "3 diagonal"],
  ]);
  const [mixture, stage, vamp] = repaired;
  assertEquals(repaired.map(({ bounded }) => bounded), [false, true, false]);
  assert(mixture.training.share.estimate > 0.998, `${mixture.training.share.estimate}`);
  assert(stage.training.share.estimate > 0.95, `${stage.training.share.estimate}`);
  // Whatever the pseudo-inputs are, the encoder makes of them what q(z) is made of.
  assertAlmostEquals(vamp.training.share.estimate, 1, 1e-6);
  assertAlmostEquals(vamp.test.gain.estimate, kl, 1e-4);
  for (const { training: { remaining } } of repaired) {
    assert(remaining.estimate > -4 * remaining.standardError - 1e-6, `${remaining.estimate}`);
  }
  assertEquals(comparison.kinds.map(({ from, fitted }) => fitted?.name ?? from), [
    ...["uniform", "prior", "aggregate", "Gaussian mixture", "second-stage VAE", "VampPrior"],
  ]);
  const outside = (n: number) => comparison.kinds[n].outside;
  assert(outside(1) > 0.95 && outside(3) < 0.1 && outside(5) < 0.1, "N(0, I) lies outside of q(z)");
  vae.dispose();
});

it("the same seed gives the same numbers, another seed others", async () => {
  const vae = constantModel();
  const found = async (seed: number) => {
    const events = await Array.fromAsync(repairPrior({ ...input(vae), seed, stageSteps: 5 }));
    return events.flatMap((event) =>
      event.kind === "repaired" ? event.repaired.training.gain.estimate : []
    );
  };
  const [first, again, other] = [await found(1), await found(1), await found(2)];
  assertEquals(again, first);
  assert(first.every((gain, i) => i === 2 || gain !== other[i]));
  vae.dispose();
});

it("what cannot be repaired is refused; a repair ends on its signal, without a tensor", async () => {
  const vae = constantModel();
  const good = input(vae);
  checkRepairable(good);
  const refused = (change: Partial<RepairPriorInput>, message: string) =>
    assertRejects(
      () => Array.fromAsync(repairPrior({ ...good, ...change })),
      Error,
      message,
    );
  await refused({ training: imagesOfSize(10, { height: 3, width: 3 }) }, "3 x 3");
  await refused({ test: imagesOfSize(1, image) }, "takes 2 test images or more");
  await refused({ components: [] }, "components must hold one or more");
  await refused({ components: [0] }, "components must be a whole number from 1 on");
  const error = await refused({ components: [601] }, "fitted to codes, 600; got 601");
  assert(error instanceof UserError);
  const before = tf.memory().numTensors;
  const stop = new AbortController();
  await assertRejects(
    async () => {
      for await (const event of repairPrior({ ...good, signal: stop.signal })) {
        if (event.kind === "repaired") stop.abort(new Error("enough"));
      }
    },
    Error,
    "enough",
  );
  assertEquals(tf.memory().numTensors, before);
  vae.dispose();
});
