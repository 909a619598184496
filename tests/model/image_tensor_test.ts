import { assertEquals, assertThrows } from "@std/assert";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { DataSet } from "../../lib/data/data_set.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { imageTensor } from "../../lib/model/image_tensor.ts";
import { onEachBackend } from "../each_backend.ts";

await useBackend("cpu");

onEachBackend("imageTensor() scales each of the 256 gray values as ToTensor does", async () => {
  const pixels = Uint8Array.from({ length: 512 }, (_, i) => i % 256);
  const data = new DataSet("two", new Uint8Array(2), pixels, { height: 16, width: 16 });
  const images = imageTensor(data, [0, 1, 0]);
  assertEquals(images.shape, [3, 256]);
  const wanted = Float32Array.from({ length: 768 }, (_, i) => (i % 256) / 255);
  assertEquals(await images.data(), wanted);
  images.dispose();
});

onEachBackend("imageTensor() gives rows() of any size and number of images", async () => {
  const shape = fc.record({
    height: fc.integer({ min: 1, max: 9 }),
    width: fc.integer({ min: 1, max: 9 }),
    count: fc.integer({ min: 1, max: 9 }),
  });
  const draw = shape.chain(({ height, width, count }) =>
    fc.record({
      image: fc.constant({ height, width }),
      pixels: fc.uint8Array({
        minLength: height * width * count,
        maxLength: height * width * count,
      }),
      indices: fc.array(fc.nat(count - 1), { maxLength: 12 }),
    })
  );
  await fc.assert(fc.asyncProperty(draw, async ({ image, pixels, indices }) => {
    const count = pixels.length / image.height / image.width;
    const data = new DataSet("drawn", new Uint8Array(count), pixels, image);
    const images = imageTensor(data, indices);
    assertEquals(images.shape, [indices.length, data.size]);
    assertEquals(await images.data(), data.rows(indices));
    images.dispose();
  }));
});

onEachBackend("imageTensor() refuses an image that is not there, and leaves nothing behind", () => {
  const data = new DataSet("one", new Uint8Array(1), new Uint8Array(784));
  const before = [tf.memory().numTensors, tf.backend().numDataIds()];
  for (const index of [1, -1, 0.5, NaN]) {
    assertThrows(() => imageTensor(data, [0, index]), RangeError, "wanted an image from 0 to 0");
  }
  assertEquals([tf.memory().numTensors, tf.backend().numDataIds()], before);
  return Promise.resolve();
});
