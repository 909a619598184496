/** Every parameter's gradient against central differences of the loss in float64. */
import { useBackend } from "../../lib/backend/use_backend.ts";
import { assert, assertAlmostEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { tf } from "../../lib/deps/tfjs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { loss } from "../../lib/model/loss.ts";
import type { Parameters } from "../../lib/model/parameters.ts";
import type { StateDict } from "../../lib/math/state_dict.ts";
import { Vae } from "../../lib/model/vae.ts";
import { lossAndGradients } from "../../lib/train/train_step.ts";
import { l2Norm } from "../l2_norm.ts";
import { type Float64Loss, float64Loss } from "./float64_loss.ts";

await useBackend("cpu");

const variants: Record<string, Partial<Float64Loss>> = {
  "the lab's model": {},
  "linear heads, with free bits": { head: "linear", freeBits: 0.01 },
  "Bernoulli pixels": { likelihood: "bernoulli" },
  "clamped logVars, of which a third are within the bounds": { head: "linear", clampLogVar: 0.1 },
  "the linear VAE": { architecture: "linear" },
  "the MLP, with Bernoulli pixels": {
    architecture: "mlp",
    hiddenSize: 12,
    likelihood: "bernoulli",
  },
  "a delta-VAE": { head: "linear", family: "delta", delta: 0.3 },
  "a batch-norm VAE": { head: "linear", family: "batch-norm", gamma: 0.8 },
  "a linear batch-norm VAE": { architecture: "linear", family: "batch-norm", gamma: 0.8 },
  "skip connections": { head: "linear", skip: "code" },
  "the MLP with all of it": {
    ...{ architecture: "mlp", hiddenSize: 9, skip: "code", family: "batch-norm", gamma: 0.6 },
  },
};

/** Two would leave a batch norm's means nowhere to go but to plus and minus gamma. */
const ROWS = 4;

for (const [title, variant] of Object.entries(variants)) {
  it(`the gradients of ${title} agree with central differences, in every parameter`, async () => {
    const random = new TorchRandom(3);
    const vae = new Vae({ latentSize: 3, random, ...variant });
    const x = tf.tensor2d(random.uniform(ROWS * 784), [ROWS, 784]);
    const eps = tf.tensor2d(random.normal(ROWS * 3), [ROWS, 3]);
    const options = { klWeight: 0.7, ...variant };
    const { gradients, ...parts } = await lossAndGradients(
      vae,
      x,
      eps,
      (output) => loss(output, { ...options, batchSize: ROWS }),
    );
    const state = vae.stateDict();
    const at = (name: string, values: Float32Array | Float64Array) =>
      float64Loss(
        { ...state, [name]: { ...state[name], values: values as Float32Array } },
        x.arraySync(),
        eps.arraySync(),
        options,
      );
    assertAlmostEquals(parts.loss, at("", new Float32Array()), 1e-5 * parts.loss);
    // A batch norm takes back what the last bias before it adds to every row.
    const takenBack = variant.family === "batch-norm"
      ? `encoder.mu${architectureOf(variant) === "lab" ? ".2" : ""}.bias`
      : undefined;
    compareGradients(gradients, state, at, random, takenBack);
  });
}

const architectureOf = ({ architecture = "lab" }: Partial<Float64Loss>) => architecture;

/** Each gradient along itself and along a random direction, against central differences of `at`. */
function compareGradients(
  gradients: Parameters,
  state: StateDict,
  at: (name: string, values: Float64Array) => number,
  random: TorchRandom,
  takenBack?: string,
): void {
  for (const [name, tensor] of Object.entries(gradients)) {
    const gradient = tensor.dataSync();
    const norm = l2Norm(gradient);
    if (name === takenBack) {
      const others = Object.values(gradients).map((other) => l2Norm(other.dataSync()));
      assert(norm < 1e-4 * Math.max(...others), `${name} has the gradient ${norm}`);
      continue;
    }
    assert(norm > 0, `${name} has no gradient`);
    // Along the gradient the slope is its norm, which takes in every entry; along a random direction
    // it is their product, which the gradient alone cannot make come out right.
    const drawn = random.normal(gradient.length);
    for (const direction of [gradient, drawn]) {
      const length = l2Norm(direction);
      const moved = (step: number) =>
        at(name, Float64Array.from(state[name].values, (v, i) => v + step * direction[i] / length));
      const step = 1e-5;
      const slope = [...gradient].reduce((sum, g, i) => sum + g * direction[i] / length, 0);
      const difference = (moved(step) - moved(-step)) / (2 * step);
      assertAlmostEquals(
        difference,
        slope,
        1e-4 * norm,
        `${name}: ${slope}, by differences ${difference}`,
      );
    }
  }
}
