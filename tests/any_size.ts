import { DataSet } from "../lib/data/data_set.ts";
import type { ImageShape } from "../lib/math/image_shape.ts";
import { TorchRandom } from "../lib/math/torch_random.ts";

/** Images of any size with something to learn: each is one of three pictures, brighter or darker. */
export function imagesOfSize(count: number, shape: ImageShape, seed = 5): DataSet {
  const random = new TorchRandom(seed);
  const size = shape.height * shape.width;
  const pictures = [0, 1, 2].map(() => random.uniform(size));
  const labels = Uint8Array.from({ length: count }, () => random.integer(3));
  const light = random.uniform(count, 0.3, 1);
  const pixels = Uint8Array.from(
    { length: count * size },
    (_, i) => {
      const image = Math.floor(i / size);
      return 255 * light[image] * pictures[labels[image]][i % size];
    },
  );
  return new DataSet("made up", labels, pixels, shape);
}
