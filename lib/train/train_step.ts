import { type Tensor, type Tensor2D, tf, type Variable } from "../deps/tfjs.ts";
import type { Loss, LossValues } from "../model/loss.ts";
import type { Parameters } from "../model/parameters.ts";
import { Tape } from "../model/tape.ts";
import type { Vae, VaeOutput } from "../model/vae.ts";
import type { AdamConstants } from "../math/adam_update.ts";
import { typeName } from "../math/check_argument.ts";
import { type AdamState, adamStep } from "./adam.ts";
import { divergence } from "./divergence.ts";

/**
 * The gradients of a batch by the parameters' names, what the model's buffers become by it, and its loss. The caller
 * disposes `gradients` and `buffers`.
 *
 * @param parameters those whose gradients are wanted: all of the model's, if nothing is said
 */
export async function lossAndGradients(
  vae: Vae,
  x: Tensor2D,
  eps: Tensor2D,
  objective: (output: VaeOutput) => Loss,
  parameters: Parameters<Variable> = vae.parameters(),
): Promise<LossValues & { gradients: Parameters; buffers: Parameters }> {
  let weight = 0;
  let parts: Tensor | undefined;
  let results: Record<"gradients" | "buffers", Parameters> | undefined;
  try {
    results = tf.tidy(() => {
      const tape = new Tape(Object.values(parameters));
      const output = vae.forward(x, eps, tape);
      // The objective may be the caller's, and use parameters too: TensorFlow.js finds its gradients.
      const { mu, logVar, z, xHat } = output;
      const leaves = [mu, logVar, z, xHat, ...Object.values(parameters)];
      const { grads } = tf.engine().gradients(
        () => {
          const { loss, reconstruction, kl, klWeight } = checkLoss(objective(output));
          // One tensor, so that the backend is asked once; kept, since the gradient's scope ends first.
          const values = [loss, reconstruction, kl];
          if (typeof klWeight === "number") weight = klWeight;
          else values.push(klWeight);
          parts = tf.keep(tf.stack(values));
          return loss;
        },
        leaves,
        undefined,
        true,
      );
      if (grads.every((gradient) => !gradient)) {
        throw new TypeError(
          "an objective's `loss` must be computed from the model's output by operations of `tf`: it depends on " +
            "no parameter",
        );
      }
      for (const [i, leaf] of leaves.entries()) {
        if (grads[i]) tape.add(leaf, grads[i]);
      }
      tape.backward();
      const named = Object.entries(parameters).map(([name, own]) => [name, tape.gradient(own)]);
      const gradients = Object.fromEntries(named) as Parameters;
      return { gradients, buffers: output.buffers ?? {} } as unknown as Record<string, Parameters>;
    });
    const [loss, reconstruction, kl, klWeight = weight] = await parts!.data();
    return { loss, reconstruction, kl, klWeight, ...results };
  } catch (error) {
    if (results) tf.dispose(Object.values(results) as Record<string, Tensor>[]); // a backend that was lost
    throw error;
  } finally {
    parts?.dispose();
  }
}

/** What an objective of the caller's own gives. @throws {TypeError} if a part is missing */
function checkLoss(parts: Loss): Loss {
  for (const name of ["loss", "reconstruction", "kl"] as const) {
    const part: unknown = parts?.[name];
    if (part instanceof tf.Tensor && part.size === 1) continue;
    const found = part instanceof tf.Tensor ? `one of shape [${part.shape}]` : typeName(part);
    throw new TypeError(`an objective must give \`${name}\` as a scalar tensor, got ${found}`);
  }
  if (typeof parts.klWeight === "number" || parts.klWeight instanceof tf.Tensor) return parts;
  throw new TypeError(`an objective must give \`klWeight\`, got ${typeName(parts.klWeight)}`);
}

/** Some of a model's parameters, and what Adam remembers of them. */
export interface Part {
  /** By their names. */
  readonly parameters: Parameters<Variable>;
  /** Its steps count for these parameters alone; its moments may be those of others too. */
  readonly adam: AdamState;
}

/**
 * One step of training: forward, backward, Adam. Leaves no tensor behind.
 *
 * @param x images. [B, P]
 * @param eps standard normal noise, K rows an image. [K B, d]
 * @param parts what is trained, where it is not all parameters together
 * @throws {UserError} if the loss is no longer a finite number; the parameters then stay as they were
 */
export async function trainStep(
  vae: Vae,
  adam: AdamState,
  x: Tensor2D,
  eps: Tensor2D,
  objective: (output: VaeOutput) => Loss,
  options?: Partial<AdamConstants>,
  parts: readonly Part[] = [{ parameters: vae.parameters(), adam }],
): Promise<LossValues> {
  const trained = Object.assign({}, ...parts.map(({ parameters }) => parameters));
  const { gradients, buffers, ...values } = await lossAndGradients(vae, x, eps, objective, trained);
  try {
    if (!Number.isFinite(values.loss)) {
      throw await divergence(vae, x, values, adam.step);
    }
    for (const { parameters, adam } of parts) {
      await adamStep(parameters, gradients, adam, options);
    }
    vae.updateBuffers(buffers);
  } finally {
    tf.dispose([gradients, buffers] as Record<string, Tensor>[]);
  }
  return values;
}
