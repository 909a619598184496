/** Pictures without a digit, and blends of two. */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DataSet } from "../../lib/data/data_set.ts";
import { LAB_IMAGE } from "../../lib/math/image_shape.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { DIGITLESS_KINDS, digitlessImages } from "../../lib/measure/digitless_images.ts";
import { halfAndHalf } from "../../lib/measure/half_and_half.ts";

const images = new TorchRandom(3).uniform(20 * 784);

it("digitlessImages() draws pixels from 0 to 1, others each time, the same from the same seed", () => {
  for (const kind of DIGITLESS_KINDS) {
    const draw = (seed: number) =>
      digitlessImages(Array(50).fill(kind), {
        random: new TorchRandom(seed),
        images,
        shape: LAB_IMAGE,
      });
    const drawn = draw(1);
    assertEquals(drawn.length, 50 * 784);
    assert(drawn.every((value) => value >= 0 && value <= 1), kind);
    assertEquals(draw(1), drawn, kind);
    assertNotEquals(draw(2), drawn, kind);
    assertNotEquals(drawn.slice(0, 784), drawn.slice(784, 2 * 784), kind);
  }
});

it("digitlessImages() takes no mean of few images, which could show a digit", () => {
  const few = images.subarray(0, 11 * 784);
  const [first, ...others] = digitlessImages(["means of many images"], {
    random: new TorchRandom(0),
    images: few,
    shape: LAB_IMAGE,
  });
  assert(others.every((value) => value === first), "a flat gray");
});

it("halfAndHalf() blends neighbours of different digits", () => {
  const pixels = Uint8Array.from({ length: 4 * 784 }, (_, i) => [0, 51, 102, 255][i / 784 | 0]);
  const blends = halfAndHalf(new DataSet("grays", Uint8Array.of(7, 7, 1, 2), pixels));
  assertEquals(blends.length, 2 * 784);
  assertEquals([blends[0], blends[784]], [(51 + 102) / 510, (102 + 255) / 510].map(Math.fround));
  assertEquals(halfAndHalf(new DataSet("one", Uint8Array.of(7), pixels.slice(0, 784))).length, 0);
});
