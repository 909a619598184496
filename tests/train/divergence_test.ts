/** Training that diverges says which part overflowed; a clamp of logVar keeps it from overflowing. */
import { useBackend } from "../../lib/backend/use_backend.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { loss } from "../../lib/model/loss.ts";
import { Vae, type VaeOptions } from "../../lib/model/vae.ts";
import { adamState, disposeAdam } from "../../lib/train/adam.ts";
import { isDivergence, isLogVarOverflow } from "../../lib/train/divergence.ts";
import { trainStep } from "../../lib/train/train_step.ts";
import { UserError } from "../../lib/user_error.ts";

await useBackend("cpu");

/** A model whose heads give these values for every image, and one more where an image has a pixel. */
function model(mu: number, logVar: number, options: Partial<VaeOptions> = {}): Vae {
  const vae = new Vae({ latentSize: 1, random: new TorchRandom(1), head: "linear", ...options });
  const state = Object.entries(vae.stateDict()).map(([name, { shape, values }]) => {
    const bias = name === "encoder.mu.2.bias" ? mu : name === "encoder.log_var.2.bias" ? logVar : 0;
    const head = /^encoder\.(mu|log_var)/.test(name);
    return [name, { shape, values: head ? values.map(() => bias) : values }];
  });
  vae.loadStateDict(Object.fromEntries(state));
  return vae;
}

/** A step of training on two images at this learning rate. */
async function step(vae: Vae, { learningRate = 1e-3, klWeight = 1 } = {}) {
  const random = new TorchRandom(2);
  const x = tf.tensor2d(random.uniform(2 * 784), [2, 784]) as Tensor2D;
  const eps = tf.tensor2d(random.normal(2), [2, 1]) as Tensor2D;
  const adam = adamState(vae.parameters());
  try {
    return await trainStep(vae, adam, x, eps, (output) => loss(output, { klWeight }), {
      learningRate,
    });
  } finally {
    tf.dispose([x, eps]);
    disposeAdam(adam);
  }
}

for (
  const [what, vae, options, message, ofLogVar] of [
    [
      "a logVar of 89",
      model(0, 89),
      {},
      /^the loss is Infinity \(reconstruction [\d.]+, KL Infinity\) after 0 steps: training diverged\. The KL term overflowed: a logVar reached 89, and float32 holds no sum of exp\(logVar\) beyond exp\(88\.7\)\. Lower the learning rate, or clamp logVar\.$/,
      true,
    ],
    ["a logVar of 1.5e6", model(0, 1.5e6), {}, /a logVar reached 1\.5e\+6, and float32/, true],
    [
      "a logVar and a mean that are both infinite",
      model(Infinity, Infinity),
      {},
      /The KL term overflowed: a logVar reached Infinity, and float32/,
      true,
    ],
    ["a logVar of 200", model(0, 200), {}, /a logVar reached 200, and float32/, true],
    [
      "a mean of 1e20",
      model(1e20, 0),
      {},
      /The KL term overflowed: a posterior mean reached 1\.0e\+20, and float32 holds no sum of squares beyond 3\.4e38\. Lower the learning rate\.$/,
      false,
    ],
    [
      "a KL weight beyond float32",
      model(1, 1),
      { klWeight: 1e39 },
      /Its parts are finite, but not their sum at a KL weight of 1e\+39\. Lower the weight of the KL term\.$/,
      false,
    ],
    [
      "a mean that is NaN",
      model(NaN, 0),
      {},
      /The encoder gives NaN, since a gradient of an earlier step overflowed\. Lower the learning rate, or clamp logVar\.$/,
      true,
    ],
  ] as const
) {
  it(`a step that diverges by ${what} says so, and leaks no tensor`, async () => {
    const before = tf.memory().numTensors;
    const error = await assertRejects(() => step(vae, options), UserError);
    assert(message.test(error.message), error.message);
    assertEquals([isDivergence(error), isLogVarOverflow(error)], [true, ofLogVar]);
    assert(!/--/.test(error.message), "names a flag");
    assertEquals(tf.memory().numTensors, before);
  });
}

it("a clamp of logVar keeps a step finite at any logVar, and lets training go on", async () => {
  for (const logVar of [89, 200, 3e38, Infinity]) {
    for (const clampLogVar of [10, 40]) {
      const vae = model(0, logVar, { clampLogVar });
      for (let i = 0; i < 3; i++) {
        const { loss, kl } = await step(vae);
        assert(Number.isFinite(loss) && kl > 0, `${logVar}, ${clampLogVar}: ${loss}`);
      }
      if (logVar === Infinity) continue;
      for (const { values } of Object.values(vae.stateDict())) {
        assert(values.every(Number.isFinite));
      }
    }
  }
});

it("a clamp of logVar keeps a huge learning rate from overflowing", async () => {
  const trained = async (clampLogVar?: number) => {
    const vae = new Vae({ latentSize: 4, random: new TorchRandom(1), head: "linear", clampLogVar });
    const random = new TorchRandom(2);
    const adam = adamState(vae.parameters());
    const x = tf.tensor2d(random.uniform(8 * 784), [8, 784]) as Tensor2D;
    let last = NaN;
    try {
      for (let i = 0; i < 30; i++) {
        const eps = tf.tensor2d(random.normal(8 * 4), [8, 4]) as Tensor2D;
        const options = { learningRate: 0.3 };
        const objective = (output: Parameters<typeof loss>[0]) => loss(output, { klWeight: 1 });
        last = (await trainStep(vae, adam, x, eps, objective, options)).loss;
        eps.dispose();
      }
    } finally {
      disposeAdam(adam);
      x.dispose();
    }
    return last;
  };
  const error = await assertRejects(() => trained(), UserError, "a logVar reached");
  assert(isLogVarOverflow(error));
  assert(Number.isFinite(await trained(10)));
});
