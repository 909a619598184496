/** The tape of the model's layers beside TensorFlow.js' own, on which all operations are recorded. */
import { assertEquals } from "@std/assert";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { type Scalar, type Tensor, tf } from "../../lib/deps/tfjs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { loss } from "../../lib/model/loss.ts";
import { Vae, type VaeOutput } from "../../lib/model/vae.ts";
import { lossAndGradients } from "../../lib/train/train_step.ts";
import { onEachBackend } from "../each_backend.ts";

await useBackend("cpu");

const VARIANTS = {
  "the lab's model": {},
  "linear heads and Bernoulli pixels": { head: "linear", likelihood: "bernoulli" },
  "clamped logVars": { head: "linear", clampLogVar: 0.1 },
  "the linear VAE": { architecture: "linear" },
  "the MLP": { architecture: "mlp", hiddenSize: 6 },
  "skip connections": { skip: "code" },
} as const;

const OBJECTIVES: Record<string, (output: VaeOutput, vae: Vae) => ReturnType<typeof loss>> = {
  "its loss": (output) => loss(output, { klWeight: 0.7 }),
  "the sigma-VAE's": (output) => loss(output, { klWeight: 1, decoder: "sigma", freeBits: 0.01 }),
  "one that uses codes and parameters, too": (output, vae) => {
    const parts = loss(output, { klWeight: 0.7 });
    const [weight] = Object.values(vae.parameters());
    const more = tf.add(tf.sum(tf.square(output.z)), tf.sum(tf.abs(weight)));
    return { ...parts, loss: tf.add(parts.loss, more) as Scalar };
  },
  "one that leaves the decoder out": (output) => {
    const parts = loss(output, { klWeight: 0.7 });
    return { ...parts, loss: parts.kl };
  },
};

for (const [title, variant] of Object.entries(VARIANTS)) {
  for (const [name, objective] of Object.entries(OBJECTIVES)) {
    onEachBackend(`${title} has the gradients of TensorFlow.js' tape, by ${name}`, async () => {
      const random = new TorchRandom(3);
      const vae = new Vae({ latentSize: 3, image: { height: 3, width: 5 }, random, ...variant });
      const x = tf.tensor2d(random.uniform(7 * 15), [7, 15]);
      const eps = tf.tensor2d(random.normal(7 * 3), [7, 3]);
      const before = tf.memory().numTensors;
      const { gradients } = await lossAndGradients(vae, x, eps, (output) => objective(output, vae));
      const parameters = Object.entries(vae.parameters());
      const { grads, value } = tf.variableGrads(
        () => objective(vae.forward(x, eps), vae).loss,
        parameters.map(([, variable]) => variable),
      );
      for (const [parameter, { name, shape }] of parameters) {
        const wanted = await grads[name]?.data() ?? new Float32Array(tf.util.sizeFromShape(shape));
        assertEquals(await gradients[parameter].data(), wanted, parameter);
      }
      tf.dispose([value, grads, gradients as Record<string, Tensor>]);
      assertEquals(tf.memory().numTensors, before);
      vae.dispose();
      tf.dispose([x, eps]);
    });
  }
}
