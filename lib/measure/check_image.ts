import type { DataSet } from "../data/data_set.ts";
import { type ImageShape, shapeText } from "../math/image_shape.ts";
import { oneLine, UserError } from "../user_error.ts";

/**
 * Makes sure that a model takes these images.
 *
 * @throws {UserError} if they are of another size
 */
export function checkImage(
  { image }: { readonly image: ImageShape },
  data: Pick<DataSet, "name" | "height" | "width">,
): void {
  if (shapeText(image) === shapeText(data)) return;
  throw new UserError(
    `the model takes images of ${shapeText(image)} pixels; those of ${oneLine(data.name)} have ` +
      `${shapeText(data)}.`,
  );
}
