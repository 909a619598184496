import { readSafetensors, writeSafetensors } from "../file/safetensors.ts";
import { typeName } from "../math/check_argument.ts";
import { Vae } from "../model/vae.ts";
import { checkMixture, type GaussianMixture } from "../prior/gaussian_mixture.ts";
import { oneLine, UserError } from "../user_error.ts";
import { MAX_MODEL_FILE } from "./model_file.ts";
import { modelSha256 } from "./model_hash.ts";

/** What a prior is called that lies beside a model.safetensors. */
export const PRIOR_FILE = "prior.safetensors";

/** What the note `kind` says: the only kind of prior that is kept in a file. */
const KIND = "gaussian-mixture";

/**
 * The bytes of `prior.safetensors`: a mixture that was fitted to a model's codes. It holds `weights` [K], `means`
 * [K, d] and `scale_tril` [K, d, d], which PyTorch's `Categorical` and `MultivariateNormal` take as they are, in
 * float32; the note `modelSha256` says which model it belongs to (see {@linkcode modelSha256}).
 *
 * @param fittedBy how it was fitted, in a few words: a note
 * @throws {RangeError} if it is no mixture, has other units than the model, or too many numbers for a file
 */
export async function priorToBytes(
  vae: Vae,
  mixture: GaussianMixture,
  fittedBy: string,
): Promise<Uint8Array> {
  if (!(vae instanceof Vae)) throw new TypeError(`vae must be a Vae, got ${typeName(vae)}`);
  checkMixture(mixture);
  const { latentSize: d, weights, means, factors } = mixture;
  if (d !== vae.latentSize) {
    throw new RangeError(`a prior of the model has ${vae.latentSize} units, got ${d}`);
  }
  const count = weights.length;
  const bytes = writeSafetensors({
    weights: { shape: [count], values: Float32Array.from(weights) },
    means: { shape: [count, d], values: Float32Array.from(means) },
    scale_tril: { shape: [count, d, d], values: Float32Array.from(factors) },
  }, {
    ...{ format: "pt", kind: KIND, latentSize: `${d}`, fittedBy },
    modelSha256: await modelSha256(vae),
  });
  if (bytes.length > MAX_MODEL_FILE) {
    throw new RangeError(
      `a prior's file has at most ${MAX_MODEL_FILE} bytes, got ${bytes.length}: fit fewer components`,
    );
  }
  return bytes;
}

/**
 * The prior in a file that {@linkcode priorToBytes} wrote, for the model that it was fitted to.
 *
 * @param name how messages call the file
 * @throws {UserError} for a broken file, another kind of file, what is no mixture, and another model's prior
 */
export async function priorFromBytes(
  bytes: Uint8Array,
  name: string,
  vae: Vae,
): Promise<GaussianMixture> {
  const { tensors, metadata } = readSafetensors(bytes, name);
  if (metadata.kind !== KIND) {
    const found = metadata.kind === undefined ? "no such note" : JSON.stringify(metadata.kind);
    throw new UserError(
      `${name}: not a fitted prior: wanted the note kind "${KIND}", found ${oneLine(found)}. ` +
        "The script prior writes one.",
    );
  }
  const d = vae.latentSize;
  const count = tensors.weights?.shape[0] ?? 0;
  const wanted = { weights: [count], means: [count, d], scale_tril: [count, d, d] };
  if (metadata.modelSha256 !== await modelSha256(vae)) {
    throw new UserError(
      `${name}: this prior was fitted to another model's codes: its note modelSha256 is not this ` +
        "model's. Fit one to this model with the script prior.",
    );
  }
  for (const [key, shape] of Object.entries(wanted)) {
    const found = tensors[key]?.shape;
    if (count > 0 && found?.join() === shape.join()) continue;
    throw new UserError(
      `${name}: ${key}: wanted [${count > 0 ? shape : "K"}], found ${
        found ? `[${found}]` : "none"
      }.`,
    );
  }
  const weights = Float64Array.from(tensors.weights.values);
  // Float32 rounds each: their sum is 1 again.
  const sum = weights.reduce((a, b) => a + b, 0);
  const mixture = {
    latentSize: d,
    weights: Math.abs(sum - 1) < 1e-3 ? weights.map((weight) => weight / sum) : weights,
    means: Float64Array.from(tensors.means.values),
    factors: Float64Array.from(tensors.scale_tril.values),
  };
  try {
    checkMixture(mixture);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(`${name}: ${error.message}.`, { cause: error });
  }
  return mixture;
}
