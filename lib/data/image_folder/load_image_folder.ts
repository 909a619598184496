import { shapeText } from "../../math/image_shape.ts";
import { oneLine, UserError } from "../../user_error.ts";
import type { DataSet } from "../data_set.ts";
import { fewImages } from "./few_images.ts";
import { folderTree } from "./folder_tree.ts";
import { leftOutLines } from "./left_out_lines.ts";
import { type ImageFolder, readImageFolder } from "./read_image_folder.ts";

/** Which images to load. */
export interface LoadImageFolderOptions {
  /** The training images, or the test images. */
  readonly split: "train" | "test";
  /** The first `count` images only. */
  readonly count?: number;
  /** Is told, a sentence each, what was done and what is odd; once for a folder. */
  readonly tell?: (caution: string) => void;
}

/** Files that are named in a caution. */
const NAMED = 5;

/**
 * The folder that was read last. A task asks for its training images and for its test images, and decoding
 * thousands of photographs twice would take minutes: what has not changed on the disk is decoded once.
 */
let last:
  | { readonly key: string; readonly folder: Promise<ImageFolder>; told: boolean }
  | undefined;

/**
 * Loads the images of a folder of pictures, as `readImageFolder` makes them of itself: 28 x 28 pixels, in the
 * order of seed 0.
 *
 * @returns `undefined` if there is no such folder, or no picture in it
 * @throws {UserError} as {@linkcode readImageFolder}, and if there are fewer than `count` images
 */
export async function loadImageFolder(
  source: string,
  { split, count, tell }: LoadImageFolderOptions,
): Promise<DataSet | undefined> {
  if (!await Deno.stat(source).then(({ isDirectory }) => isDirectory, () => false)) {
    return undefined;
  }
  const content = await folderTree(source);
  const { files, folders } = content.tree;
  if (files.length + folders.length === 0) return undefined;
  const key = JSON.stringify([source, content]);
  if (last?.key !== key) {
    last = { key, folder: readImageFolder(source, {}, content), told: false };
    last.folder.catch(() => last = undefined);
  }
  const folder = await last.folder;
  if (tell && last && !last.told) {
    last.told = true;
    for (const caution of cautionsOf(source, folder)) tell(caution);
  }
  const data = folder[split];
  if (count === undefined) return data;
  if (count <= data.count) return data.first(count);
  throw new UserError(
    `wanted the first ${count} images, but the pictures in ${oneLine(source)} give ${data.count} ` +
      `${split === "train" ? "training" : "test"} images.`,
  );
}

/** What was done, and what is odd. */
function cautionsOf(
  source: string,
  { train, report: { pictures, inverted, leftOut, cautions } }: ImageFolder,
): string[] {
  const made = `gray images of ${shapeText(train)} pixels${inverted ? ", and inverted" : ""}`;
  const [head, ...names] = leftOutLines(leftOut, source, NAMED);
  return [
    `the ${pictures} pictures in ${
      oneLine(source)
    } are made ${made}, at every start anew: \`deno task data\` ` +
    `shows them, and writes them for good.`,
    ...head ? [`${head} ${names.join("; ")}.`] : [],
    ...cautions,
    ...fewImages(train),
  ];
}
