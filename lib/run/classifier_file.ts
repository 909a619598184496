import { LAB_IMAGE, MAX_PIXELS, pixelsOf } from "../math/image_shape.ts";
import { tf } from "../deps/tfjs.ts";
import { CLASSES, classifierLayers, MAX_CLASSES } from "../model/classifier.ts";
import { parameterNames, type Parameters } from "../model/parameters.ts";
import type { StateTensor } from "../math/state_dict.ts";
import { UserError } from "../user_error.ts";
import { parameterTensors } from "./parameter_tensors.ts";
import { readSafetensors, writeSafetensors } from "../file/safetensors.ts";

/** The bytes of a classifier's `model.safetensors`, which PyTorch's `nn.Sequential` takes as `net`. */
export async function classifierToBytes(parameters: Parameters): Promise<Uint8Array> {
  const tensors: Record<string, StateTensor> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    tensors[name] = { shape: parameter.shape, values: Float32Array.from(await parameter.data()) };
  }
  return writeSafetensors(tensors, { format: "pt" });
}

/**
 * The classifier in a safetensors file, for as many pixels and labels as its tensors say. The caller disposes
 * these. Takes what `modelFromBytes` takes: other floating-point types, counters beside the parameters, names
 * with a common prefix.
 *
 * @param name how messages call the file
 * @param tell is told in a line what was done about these
 * @throws {UserError} for a broken file, another model, or a value that is not finite
 */
export function classifierFromBytes(
  bytes: Uint8Array,
  name: string,
  tell: (note: string) => void = () => {},
): Parameters {
  const file = readSafetensors(bytes, name);
  const tensors = parameterTensors(file, parameterNames(classifierLayers(1)), name, tell);
  const pixels = tensors["net.0.weight"]?.shape[1] ?? pixelsOf(LAB_IMAGE);
  const classes = tensors["net.4.weight"]?.shape[0] ?? CLASSES;
  const layers = classifierLayers(
    Math.min(pixels, MAX_PIXELS),
    Math.max(2, Math.min(classes, MAX_CLASSES)),
  );
  const wanted = layers.flatMap((
    [layer, outputs, inputs],
  ) => [[`${layer}.weight`, [outputs, inputs]], [`${layer}.bias`, [outputs]]] as const);
  for (const [key, shape] of wanted) {
    const found = tensors[key]?.shape;
    if (found?.join() !== shape.join()) {
      throw new UserError(
        `${name}: ${key}: wanted [${shape}], found ${found ? `[${found}]` : "none"}. ` +
          `The lab's script classifier writes a classifier.`,
      );
    }
  }
  return Object.fromEntries(
    wanted.map(([key, shape]) => [key, tf.tensor(tensors[key].values.slice(), [...shape])]),
  );
}
