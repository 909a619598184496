import { checkWhole, typeName } from "../math/check_argument.ts";
import { type ImageShape, LAB_IMAGE, pixelsOf } from "../math/image_shape.ts";
import { oneLine } from "../user_error.ts";

/** A float32 for each byte: `byte / 255`, as torchvision's ToTensor gives it. */
const SCALED = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** The size of each image, and what its labels are called. */
export interface DataSetShape extends ImageShape {
  /** The name of each label, by its number: `["T-shirt", "trousers"]` names the labels 0 and 1. */
  readonly labelNames?: readonly string[];
}

/**
 * Gray images, with their labels where these are known. The pixels stay bytes (47 MB for MNIST's training
 * set; float32 would take 188), and only the rows of a batch are scaled.
 */
export class DataSet implements ImageShape {
  /** Where the images came from, for the run's record: `mnist`, or a folder. */
  readonly name: string;
  /** Number of images, N. */
  readonly count: number;
  /** Rows of an image, H. */
  readonly height: number;
  /** Columns of an image, W. */
  readonly width: number;
  /** What each image shows, by number: the digit, 0 ... 9, for MNIST; absent where nobody knows. [N] */
  readonly labels?: Uint8Array;
  /** The name of each label, by its number, in a line; absent where a label is its own name. */
  readonly labelNames?: readonly string[];
  /** Gray values, 0 ... 255, image after image. [N * P] */
  readonly pixels: Uint8Array;

  /**
   * Images, and a label for each of them where there are labels.
   *
   * @param labels of the images, or `undefined`
   * @param shape of each image: 28 x 28, if nothing is said; with the names of the labels, if they have names
   * @throws {TypeError} if labels or pixels are no bytes, or names no texts
   * @throws {RangeError} if there are no images, not H * W pixels for each label, no such shape, or labels
   * beyond the last name
   */
  constructor(
    name: string,
    labels: Uint8Array | undefined,
    pixels: Uint8Array,
    { height, width, labelNames }: DataSetShape = LAB_IMAGE,
  ) {
    for (const [side, length] of Object.entries({ height, width })) {
      checkWhole(side, length, { min: 1 });
    }
    const bytes = labels === undefined ? { pixels } : { labels, pixels };
    for (const [what, values] of Object.entries(bytes)) {
      if (values instanceof Uint8Array) continue;
      throw new TypeError(`${what} must be a Uint8Array, got ${typeName(values)}`);
    }
    const size = height * width;
    const count = labels?.length ?? pixels.length / size;
    if (count === 0) throw new RangeError("a data set has one image or more, got none");
    if (!Number.isInteger(count)) {
      throw new RangeError(`wanted ${size} pixels for each image, got ${pixels.length} in all`);
    }
    if (pixels.length !== count * size) {
      throw new RangeError(
        `wanted ${count} x ${size} pixels for ${count} labels, got ${pixels.length}`,
      );
    }
    this.name = name;
    this.count = count;
    this.labels = labels;
    this.pixels = pixels;
    this.height = height;
    this.width = width;
    this.labelNames = labels && labelNames && checkNames(labelNames, labels);
  }

  /** Pixels of an image, P = H * W. */
  get size(): number {
    return pixelsOf(this);
  }

  /**
   * The images at `indices`, scaled to [0, 1]. -> [B * P]
   * @throws {RangeError} for an index outside of 0 ... N - 1
   */
  rows(indices: ArrayLike<number>): Float32Array {
    const { size } = this;
    const rows = new Float32Array(indices.length * size);
    for (let row = 0; row < indices.length; row++) {
      // Views of one image: a loop over the whole data set's array takes twice as long.
      const image = this.#image(indices[row]);
      const scaled = rows.subarray(row * size, (row + 1) * size);
      for (let i = 0; i < image.length; i++) scaled[i] = SCALED[image[i]];
    }
    return rows;
  }

  /**
   * Copies the bytes of the images at `indices` to the beginning of `to`.
   * @throws {RangeError} for an index outside of 0 ... N - 1
   */
  copyRows(indices: ArrayLike<number>, to: Uint8Array): void {
    for (let row = 0; row < indices.length; row++) {
      to.set(this.#image(indices[row]), row * this.size);
    }
  }

  #image(index: number): Uint8Array {
    if (!(index >= 0 && index < this.count && Number.isInteger(index))) {
      throw new RangeError(`wanted an image from 0 to ${this.count - 1}, got ${index}`);
    }
    return this.pixels.subarray(index * this.size, (index + 1) * this.size);
  }

  /** The first images of it, at most `count` of them. */
  first(count: number): DataSet {
    const kept = Math.min(count, this.count);
    return new DataSet(
      this.name,
      this.labels?.subarray(0, kept),
      this.pixels.subarray(0, kept * this.size),
      this,
    );
  }

  /**
   * The SHA-256 of the pixels, as hexadecimal digits: it tells whether two runs saw the same images, under
   * whatever name and in whatever folder they lay. All of MNIST takes a tenth of a second.
   */
  async sha256(): Promise<string> {
    const hash = await crypto.subtle.digest("SHA-256", this.pixels as Uint8Array<ArrayBuffer>);
    return new Uint8Array(hash).toHex();
  }
}

/** Names for all labels. */
function checkNames(names: readonly string[], labels: Uint8Array): readonly string[] {
  if (!Array.isArray(names) || names.some((name) => typeof name !== "string")) {
    throw new TypeError(`labelNames must be an array of texts, got ${typeName(names)}`);
  }
  const largest = labels.reduce((most, label) => Math.max(most, label), 0);
  if (largest < names.length) return names.map(oneLine);
  throw new RangeError(`wanted names for the labels 0 to ${largest}, got ${names.length}`);
}
