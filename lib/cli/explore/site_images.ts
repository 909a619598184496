import { isMnist } from "../../data/is_mnist.ts";
import { loadImages } from "../../data/load_images.ts";
import { writeIdx } from "../../data/write_idx.ts";

/** A part of the data. */
export type Split = "train" | "test";

/** A split's images and labels as IDX files. */
export interface IdxFiles {
  readonly images: Uint8Array<ArrayBuffer>;
  /** Absent where the images have none. */
  readonly labels?: Uint8Array<ArrayBuffer>;
  /** The names of the labels, where they have names. */
  readonly labelNames?: readonly string[];
  /** Whether the images are MNIST's. */
  readonly areMnist: boolean;
}

/** What a page says of its images. */
export interface ImagesFacts extends Pick<IdxFiles, "labelNames" | "areMnist"> {
  /** Whether the images of each split have labels. */
  readonly labelled: { readonly [split in Split]: boolean };
}

/** The images that the page trains on, read when they are first asked for, and remembered. */
export class SiteImages {
  /** What the page calls them. */
  readonly name: string;
  /** Where they come from: `mnist`, or a folder. */
  readonly source: string;
  readonly #tell: (caution: string) => void;
  readonly #splits = new Map<Split, Promise<IdxFiles>>();

  /**
   * @param source `mnist`, or a folder
   * @param tell is told what is odd about the images
   */
  constructor(source: string, tell: (caution: string) => void) {
    this.source = source;
    this.#tell = tell;
    // Not the whole path: a page for others need not tell how this machine's folders are called.
    this.name = source.split(/[\\/]/).findLast((part) => part !== "") ?? source;
  }

  /**
   * The files of a split.
   * @throws {UserError} as `loadMnist` does; then they are read anew the next time
   */
  split(split: Split): Promise<IdxFiles> {
    const known = this.#splits.get(split);
    if (known) return known;
    const files = this.#load(split);
    this.#splits.set(split, files);
    files.catch(() => this.#splits.delete(split));
    return files;
  }

  /** What the page says of them. @throws {UserError} as `loadMnist` does */
  async facts(): Promise<ImagesFacts> {
    // A package, which need not be read for that.
    if (this.source === "mnist") return { areMnist: true, labelled: { train: true, test: true } };
    const [train, test] = [await this.split("train"), await this.split("test")];
    return {
      areMnist: train.areMnist && test.areMnist,
      labelled: { train: train.labels !== undefined, test: test.labels !== undefined },
      labelNames: train.labelNames,
    };
  }

  async #load(split: Split): Promise<IdxFiles> {
    const data = await loadImages({ source: this.source, split }, this.#tell);
    const { count, height, width } = data;
    return {
      images: writeIdx({ shape: [count, height, width], values: data.pixels }),
      labels: data.labels && writeIdx({ shape: [count], values: data.labels }),
      labelNames: data.labelNames,
      areMnist: await isMnist(data),
    };
  }
}
