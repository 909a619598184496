/** Images of other sizes than MNIST's, from the file to the loss. */
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { DataSet } from "../../lib/data/data_set.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { writeSafetensors } from "../../lib/file/safetensors.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { checkImage } from "../../lib/measure/check_image.ts";
import { judge } from "../../lib/measure/judge.ts";
import { measureUnits } from "../../lib/measure/measure_units.ts";
import { Vae } from "../../lib/model/vae.ts";
import { modelFromBytes, modelToBytes } from "../../lib/run/model_file.ts";
import { meanImageError } from "../../lib/theory/mean_image_error.ts";
import { pixelEigenvalues } from "../../lib/theory/pixel_eigenvalues.ts";
import { constantObjective } from "../../lib/train/objective.ts";
import { train } from "../../lib/train/train.ts";
import { UserError } from "../../lib/user_error.ts";
import { imagesOfSize } from "../any_size.ts";
import { itNeeds } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";
import { idxBytes } from "./idx_bytes.ts";
import { writeImages } from "./write_images.ts";

await useBackend("cpu");

const SHAPES = [[8, 8], [5, 9], [16, 12], [1, 3]].map(([height, width]) => ({ height, width }));

for (const shape of SHAPES) {
  const name = `${shape.height} x ${shape.width}`;
  const { height, width } = shape;

  itNeeds(["read", "write"], `images of ${name} are read as they were written`, async () => {
    const images = imagesOfSize(12, shape);
    await withFolder(async (folder) => {
      await writeImages(folder, images, [2, 10]);
      const read = await loadMnist({ source: folder, count: 5 });
      assertEquals([read.count, read.height, read.width], [5, height, width]);
      assertEquals(read.rows([0, 4]), images.rows([2, 6]));
    });
  });

  itNeeds(
    ["read"],
    `a model of images of ${name} learns, and is read back from its file`,
    async () => {
      await useBackend("wasm", { threads: 1 });
      const images = imagesOfSize(60, shape);
      const random = new TorchRandom(1);
      const vae = new Vae({ latentSize: 2, image: shape, random });
      const losses: number[] = [];
      const objective = constantObjective(0.01);
      const settings = { epochs: 30, batchSize: 20, learningRate: 5e-3, random, objective };
      for await (const event of train(vae, images, { ...settings, measure: measureUnits })) {
        if (event.kind === "epoch") losses.push(event.loss);
      }
      // Better than the mean image, which is all that is known without a code.
      assert(losses[29] < 0.8 * meanImageError(images), `${losses}, ${meanImageError(images)}`);
      const read = modelFromBytes(await modelToBytes(vae), "model");
      assertEquals(read.image, shape);
      assertEquals(read.stateDict(), vae.stateDict());
      read.dispose();
      vae.dispose();
      await useBackend("cpu");
    },
  );

  it(`the eigenvalues of images of ${name} sum to the mean image's error`, () => {
    const images = imagesOfSize(40, shape);
    const eigenvalues = pixelEigenvalues(images);
    assertEquals(eigenvalues.length, height * width);
    const sum = eigenvalues.reduce((total, value) => total + value, 0);
    assertAlmostEquals(sum, meanImageError(images), 1e-9);
    assert(eigenvalues[3] === undefined || eigenvalues[3] < 0.01 * eigenvalues[0]); // three pictures
  });
}

it("a model takes no images of another size, and says which", () => {
  const vae = new Vae({ image: { height: 8, width: 8 }, random: new TorchRandom(0) });
  const images = imagesOfSize(2, { height: 5, width: 9 });
  let message = "";
  try {
    checkImage(vae, images);
  } catch (error) {
    message = (error as Error).message;
  }
  assertEquals(message, "the model takes images of 8 x 8 pixels; those of made up have 5 x 9.");
  vae.dispose();
});

it("a model file without a size is one of MNIST's images, or of squares", async () => {
  const file = async (height: number, width: number) => {
    const vae = new Vae({ latentSize: 1, image: { height, width }, random: new TorchRandom(0) });
    const tensors = await vae.fetchStateDict();
    vae.dispose();
    return writeSafetensors(tensors);
  };
  for (const side of [28, 6]) {
    const vae = modelFromBytes(await file(side, side), "file-x");
    assertEquals(vae.image, { height: side, width: side });
    vae.dispose();
  }
  const oblong = await file(5, 9);
  await assertRejects(
    async () => await Promise.resolve(modelFromBytes(oblong, "file-x")),
    UserError,
    "file-x: a model of images of 45 pixels, without the notes height and width",
  );
  assertEquals(tf.memory().numTensors, 0);
});

it("the verdict on images of 50 x 50 pixels has a linear optimum", async () => {
  const images = imagesOfSize(3, { height: 50, width: 50 });
  const vae = new Vae({ latentSize: 1, image: images, random: new TorchRandom(0) });
  const units = await measureUnits(vae, images, 1);
  const verdict = await judge(vae, images, { ...units, klWeight: 1, random: new TorchRandom(0) });
  // One unit along the first of two directions at most, since there are three images.
  const [first, second, third] = pixelEigenvalues(images);
  assertAlmostEquals(third, 0, 1e-9);
  assertAlmostEquals(verdict.linearOptimum!, 0.5 + 0.5 * Math.log(first / 0.5) + second, 1e-9);
  assertAlmostEquals(verdict.meanImageError, first + second, 1e-9);
  vae.dispose();
});

itNeeds(["read", "write"], "images that are too large are refused by their header", async () => {
  await withFolder(async (folder) => {
    const refused = async (shape: number[], words: string) => {
      await Deno.writeFile(
        `${folder}/train-images-idx3-ubyte`,
        idxBytes(shape, new Uint8Array(shape.reduce((a, b) => a * b))),
      );
      await Deno.writeFile(`${folder}/train-labels-idx1-ubyte`, idxBytes([1], new Uint8Array(1)));
      await assertRejects(() => loadMnist({ source: folder }), UserError, words);
    };
    await refused([1, 129, 128], "wanted images of 1 to 16384 pixels, found 129 x 128.");
    await refused([1, 0, 28], "wanted images of 1 to 16384 pixels, found 0 x 28.");
  });
});

it("a data set wants as many pixels as its shape has", () => {
  const shape = { height: 5, width: 9 };
  let message = "";
  try {
    new DataSet("x", new Uint8Array(2), new Uint8Array(89), shape);
  } catch (error) {
    message = (error as Error).message;
  }
  assertEquals(message, "wanted 2 x 45 pixels for 2 labels, got 89");
});
