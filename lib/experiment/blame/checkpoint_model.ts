import { LAB_IMAGE } from "../../math/image_shape.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { Vae } from "../../model/vae.ts";
import type { Checkpoint } from "../../run/checkpoint.ts";
import { UserError } from "../../user_error.ts";
import { settledOptions } from "./settled_options.ts";
import { trainTask } from "../train_task.ts";

/**
 * The model of a checkpoint, built as its run built it: from all of its options, with the defaults of those that are
 * newer than the run.
 *
 * @param place what the caller calls the checkpoint
 * @throws {UserError} if its options make no model, or one of other parameters
 */
export function checkpointModel(
  { record: { options: recorded, data }, state: { parameters } }: Pick<
    Checkpoint,
    "record" | "state"
  >,
  place: string,
): Vae {
  const options = settledOptions(recorded);
  try {
    const vae = new Vae({
      ...trainTask.model?.(options),
      ...{ latentSize: options.latentSize, random: new TorchRandom(0) },
      image: { height: data.height ?? LAB_IMAGE.height, width: data.width ?? LAB_IMAGE.width },
    });
    try {
      vae.loadStateDict(parameters);
      return vae;
    } catch (error) {
      vae.dispose();
      throw error;
    }
  } catch (error) {
    if (!(error instanceof UserError || error instanceof RangeError)) throw error;
    throw new UserError(
      `${place}: the options of its run and its parameters do not fit each other: ${error.message} ` +
        "Take the model.safetensors of the same run, which says itself what it is, or train it again.",
      { cause: error },
    );
  }
}
