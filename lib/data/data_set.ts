import { checkWhole, typeName } from "../math/check_argument.ts";
import { type ImageShape, LAB_IMAGE, pixelsOf } from "../math/image_shape.ts";

/** A float32 for each byte: `byte / 255`, as torchvision's ToTensor gives it. */
const SCALED = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/**
 * Gray images with their labels. The pixels stay bytes (47 MB for MNIST's training set; float32 would
 * take 188), and only the rows of a batch are scaled.
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
  /** What each image shows, by number: the digit, 0 ... 9, for MNIST. [N] */
  readonly labels: Uint8Array;
  /** Gray values, 0 ... 255, image after image. [N * P] */
  readonly pixels: Uint8Array;

  /**
   * Images and labels of equal number.
   *
   * @param shape of each image: 28 x 28, if nothing is said
   * @throws {TypeError} if they are no bytes
   * @throws {RangeError} if there are none, not H * W pixels for each label, or no such shape
   */
  constructor(
    name: string,
    labels: Uint8Array,
    pixels: Uint8Array,
    { height, width }: ImageShape = LAB_IMAGE,
  ) {
    for (const [side, length] of Object.entries({ height, width })) {
      checkWhole(side, length, { min: 1 });
    }
    for (const [what, values] of Object.entries({ labels, pixels })) {
      if (values instanceof Uint8Array) continue;
      throw new TypeError(`${what} must be a Uint8Array, got ${typeName(values)}`);
    }
    if (labels.length === 0) throw new RangeError("a data set has one image or more, got none");
    const size = height * width;
    if (pixels.length !== labels.length * size) {
      throw new RangeError(
        `wanted ${labels.length} x ${size} pixels for ${labels.length} labels, ` +
          `got ${pixels.length}`,
      );
    }
    this.name = name;
    this.count = labels.length;
    this.labels = labels;
    this.pixels = pixels;
    this.height = height;
    this.width = width;
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
      this.labels.subarray(0, kept),
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
