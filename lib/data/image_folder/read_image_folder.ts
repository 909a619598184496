import { checkFinite, checkPath, checkWhole, checkWord } from "../../math/check_argument.ts";
import { MAX_PIXELS } from "../../math/image_shape.ts";
import type { Seed } from "../../math/seed.ts";
import { oneLine, UserError } from "../../user_error.ts";
import { DataSet } from "../data_set.ts";
import { MAX_BYTES } from "../max_bytes.ts";
import { arrangePictures, type Placed } from "./arrange_pictures.ts";
import { edgeMedian, groundOf, PAPER } from "./choose_ground.ts";
import { type FolderContent, folderTree, type LeftOut } from "./folder_tree.ts";
import { type Picture, readPicture } from "./read_picture.ts";
import { splitPictures } from "./split_pictures.ts";

/** Whether images are inverted: `auto` inverts drawings on paper. */
export const INVERSIONS = ["auto", "yes", "no"] as const;

/** How a folder's pictures become images. */
export interface ImageFolderOptions {
  /** Rows and columns of an image, 28 if nothing is said. */
  readonly size?: number;
  /** Whether black becomes white; `auto`, if nothing is said, decides by the pictures' edges. */
  readonly invert?: typeof INVERSIONS[number];
  /** Of the order of the images, and of the split where the folder tells none: 0, if nothing is said. */
  readonly seed?: Seed;
  /** The share of test images where the folder tells no split: 1/7, MNIST's, if nothing is said. */
  readonly testShare?: number;
  /** Is told how many of the files are done. */
  readonly progress?: (done: number, files: number) => void;
}

/** The images of a folder, and what was done to its pictures. */
export interface ImageFolder {
  /** The training images. */
  readonly train: DataSet;
  /** The test images, none of which is a training image, too. */
  readonly test: DataSet;
  /** What was found, and done. */
  readonly report: ImageFolderReport;
}

/** What was found in a folder of pictures, and done to them. Numbers are of pictures. */
export interface ImageFolderReport {
  /** Pictures that were read. */
  readonly pictures: number;
  /** The sizes of the smallest and of the largest picture, and how many sizes there are. */
  readonly sizes: {
    /** Of the fewest pixels. */
    readonly smallest: readonly [width: number, height: number];
    /** Of the most pixels. */
    readonly largest: readonly [width: number, height: number];
    /** Sizes in all. */
    readonly different: number;
  };
  /** Cut to a square. */
  readonly cropped: number;
  /** In color, and made gray. */
  readonly colored: number;
  /** Turned upright. */
  readonly turned: number;
  /** Smaller than the images. */
  readonly enlarged: number;
  /** Of more than one frame. */
  readonly animated: number;
  /** Laid on a ground. */
  readonly transparent: number;
  /** That ground, 0 (black) or 255 (white); absent if none is transparent. */
  readonly ground?: number;
  /** The median gray along the pictures' edges. */
  readonly edge: number;
  /** Whether black became white. */
  readonly inverted: boolean;
  /** Copies of earlier ones. */
  readonly copies: {
    /** Of the same bytes. */
    readonly files: number;
    /** Of the same pixels in the end; those of the same bytes among them. */
    readonly images: number;
    /** Of those, such with another label than the earlier one. */
    readonly otherLabel: number;
    /** Their paths, each with that of the first one which it is a copy of: of the first 100. */
    readonly pairs: readonly (readonly [copy: string, earlier: string])[];
  };
  /** Whether the folder tells the split. */
  readonly splitByFolders: boolean;
  /** Test pictures that became training pictures, being copies of such. */
  readonly moved: number;
  /** What is no picture, or no whole one. */
  readonly leftOut: readonly LeftOut[];
  /** What is odd, in sentences. */
  readonly cautions: readonly string[];
}

/** Pictures that are decoded at a time, and copies that are named. */
const AT_A_TIME = 4, NAMED = 100;

/**
 * Reads a folder of PNG, JPEG and WebP files as training images and test images: see `folderTree`,
 * `arrangePictures`, `readPicture`, `groundOf`, `edgeMedian` and `splitPictures` for the rules. The same
 * folder and options give the same images.
 *
 * @param content of the folder, where it is known already
 * @throws {UserError} if there are no two different pictures that can be read, or too many
 */
export async function readImageFolder(
  source: string,
  options: ImageFolderOptions = {},
  content?: FolderContent,
): Promise<ImageFolder> {
  const { size = 28, invert = "auto", seed = 0, testShare = 1 / 7, progress } = options;
  checkPath("source", source);
  checkWhole("size", size, { min: 1, max: Math.sqrt(MAX_PIXELS) });
  checkWord("invert", invert, INVERSIONS);
  checkFinite("testShare", testShare, { above: 0, max: 0.5 });
  const { tree, leftOut: passedOver } = content ?? await folderTree(source);
  const { pictures: placed, labelNames, leftOut: beside, cautions } = arrangePictures(tree);
  if (placed.length * size ** 2 > MAX_BYTES) {
    throw new UserError(
      `${
        oneLine(source)
      }: wanted at most ${MAX_BYTES} pixels in all, found ${placed.length} pictures for ` +
        `${size} x ${size} pixels each.`,
    );
  }
  const leftOut = [...passedOver, ...beside];
  const read = await readAll(placed, size, leftOut, progress);
  if (read.length === 0) throw nothingIn(source, leftOut);
  const pictures = read.map(({ picture }) => picture);
  const images = pictures.map(({ gray }) => gray);
  const ground = groundOf(pictures);
  if (ground) pictures.forEach((picture) => layOn(ground, picture));
  const edge = edgeMedian(images, size);
  const inverted = invert === "yes" || invert === "auto" && edge >= PAPER;
  if (inverted) images.forEach((image) => image.forEach((level, i) => image[i] = 255 - level));
  const keys: string[] = [];
  for (const image of images) keys.push(await hashOf(image));
  const split = splitPictures(
    read.map(({ label, split }, i) => ({ label, split, key: keys[i] })),
    { seed, testShare },
  );
  if (split.train.length === 0 || split.test.length === 0) throw noSplit(source, keys);
  const sideOf = (indices: readonly number[]) => {
    const own = new Uint8Array(indices.length * size ** 2);
    indices.forEach((i, row) => own.set(images[i], row * size ** 2));
    const labels = read[0].label === undefined
      ? undefined
      : Uint8Array.from(indices, (i) => read[i].label!);
    return new DataSet(source, labels, own, { height: size, width: size, labelNames });
  };
  const count = (has: (picture: Picture) => boolean) => pictures.filter(has).length;
  return {
    train: sideOf(split.train),
    test: sideOf(split.test),
    report: {
      pictures: read.length,
      sizes: sizesOf(pictures),
      cropped: count(({ width, height }) => width !== height),
      colored: count(({ colored }) => colored),
      turned: count(({ turned }) => turned),
      enlarged: count(({ width, height }) => Math.min(width, height) < size),
      animated: count(({ animated }) => animated),
      transparent: count(({ ground }) => ground !== undefined),
      ...{ ground, edge, inverted, leftOut, cautions },
      copies: {
        files: read.length - new Set(pictures.map(({ sha256 }) => sha256)).size,
        ...copiesOf(read, keys),
      },
      splitByFolders: read.some(({ split }) => split !== undefined),
      moved: split.moved,
    },
  };
}

/** Which pictures have the key of an earlier one. */
function copiesOf(
  placed: readonly Placed[],
  keys: readonly string[],
): Pick<ImageFolderReport["copies"], "images" | "otherLabel" | "pairs"> {
  const first = new Map<string, Placed>();
  const copies: (readonly [Placed, Placed])[] = [];
  for (const [i, picture] of placed.entries()) {
    const earlier = first.get(keys[i]);
    if (earlier) copies.push([picture, earlier]);
    else first.set(keys[i], picture);
  }
  return {
    images: copies.length,
    otherLabel: copies.filter(([copy, earlier]) => copy.label !== earlier.label).length,
    pairs: copies.slice(0, NAMED).map(([copy, earlier]) => [copy.path, earlier.path]),
  };
}

/** Reads all pictures, some at a time; those that cannot be read come to `leftOut`. */
async function readAll(
  placed: readonly Placed[],
  size: number,
  leftOut: LeftOut[],
  progress?: (done: number, files: number) => void,
): Promise<(Placed & { readonly picture: Picture })[]> {
  const results = new Array<Picture | string>(placed.length);
  // All in one piece: a million arrays of their own would take half as much memory again.
  const pixels = new Uint8Array(placed.length * size ** 2);
  let [next, done] = [0, 0];
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    while (next < placed.length) {
      const i = next++;
      const picture = await readPicture(placed[i].path, size);
      results[i] = typeof picture === "string" ? picture : { ...picture, gray: kept(picture, i) };
      progress?.(++done, placed.length);
    }
  }));
  const read: (Placed & { readonly picture: Picture })[] = [];
  for (const [i, picture] of results.entries()) {
    if (typeof picture === "string") leftOut.push({ path: placed[i].path, why: picture });
    else read.push({ ...placed[i], picture });
  }
  return read;

  function kept({ gray }: Picture, i: number): Uint8Array {
    pixels.set(gray, i * size ** 2);
    return pixels.subarray(i * size ** 2, (i + 1) * size ** 2);
  }
}

/** Lets a light ground shine through. */
function layOn(light: number, { gray, ground }: Picture): void {
  ground?.forEach((share, i) => gray[i] = Math.min(255, gray[i] + Math.round(share * light / 255)));
}

async function hashOf(pixels: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", pixels as Uint8Array<ArrayBuffer>);
  return new Uint8Array(hash).toBase64();
}

function sizesOf(pictures: readonly Picture[]): ImageFolderReport["sizes"] {
  const sorted = pictures.toSorted((a, b) => a.width * a.height - b.width * b.height);
  const [smallest, largest] = [sorted[0], sorted.at(-1)!]
    .map(({ width, height }) => [width, height] as const);
  const different = new Set(pictures.map(({ width, height }) => `${width} x ${height}`)).size;
  return { smallest, largest, different };
}

function nothingIn(source: string, leftOut: readonly LeftOut[]): UserError {
  const [first] = leftOut;
  const found = first
    ? `: of ${leftOut.length} files, none can be used; ${oneLine(first.path)} ${first.why}`
    : "";
  return new UserError(
    `no picture in ${
      oneLine(source)
    }${found}. Wanted PNG, JPEG or WebP files, in the folder or in a folder ` +
      `for each label.`,
  );
}

function noSplit(source: string, keys: readonly string[]): UserError {
  const different = new Set(keys).size;
  const found = different === 1
    ? keys.length === 1 ? "one picture" : `${keys.length} pictures that are all the same`
    : "no test picture that is not a training picture, too";
  return new UserError(
    `${oneLine(source)} holds ${found}; wanted different pictures for training and for testing.`,
  );
}
