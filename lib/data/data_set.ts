import { typeName } from "../math/check_argument.ts";

/** Pixels of an image: 28 rows of 28. */
export const PIXELS = 784;

/** A float32 for each byte: `byte / 255`, as torchvision's ToTensor gives it. */
const SCALED = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/**
 * Gray images with their labels. The pixels stay bytes (47 MB for MNIST's training set; float32 would
 * take 188), and only the rows of a batch are scaled.
 */
export class DataSet {
  /** Where the images came from, for the run's record: `mnist`, or a folder. */
  readonly name: string;
  /** Number of images, N. */
  readonly count: number;
  /** What each image shows, by number: the digit, 0 ... 9, for MNIST. [N] */
  readonly labels: Uint8Array;
  /** Gray values, 0 ... 255, image after image. [N * 784] */
  readonly pixels: Uint8Array;

  /**
   * Images and labels of equal number.
   * @throws {TypeError} if they are no bytes
   * @throws {RangeError} if there are none, or not 784 pixels for each label
   */
  constructor(name: string, labels: Uint8Array, pixels: Uint8Array) {
    for (const [what, values] of Object.entries({ labels, pixels })) {
      if (values instanceof Uint8Array) continue;
      throw new TypeError(`${what} must be a Uint8Array, got ${typeName(values)}`);
    }
    if (labels.length === 0) throw new RangeError("a data set has one image or more, got none");
    if (pixels.length !== labels.length * PIXELS) {
      throw new RangeError(
        `wanted ${labels.length} x ${PIXELS} pixels for ${labels.length} labels, ` +
          `got ${pixels.length}`,
      );
    }
    this.name = name;
    this.count = labels.length;
    this.labels = labels;
    this.pixels = pixels;
  }

  /**
   * The images at `indices`, scaled to [0, 1]. -> [B * 784]
   * @throws {RangeError} for an index outside of 0 ... N - 1
   */
  rows(indices: ArrayLike<number>): Float32Array {
    const rows = new Float32Array(indices.length * PIXELS);
    const { pixels } = this;
    for (let row = 0; row < indices.length; row++) {
      const index = indices[row];
      if (!(index >= 0 && index < this.count && Number.isInteger(index))) {
        throw new RangeError(`wanted an image from 0 to ${this.count - 1}, got ${index}`);
      }
      const [from, to] = [index * PIXELS, row * PIXELS];
      for (let i = 0; i < PIXELS; i++) rows[to + i] = SCALED[pixels[from + i]];
    }
    return rows;
  }

  /** The first images of it, at most `count` of them. */
  first(count: number): DataSet {
    const kept = Math.min(count, this.count);
    return new DataSet(
      this.name,
      this.labels.subarray(0, kept),
      this.pixels.subarray(0, kept * PIXELS),
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
