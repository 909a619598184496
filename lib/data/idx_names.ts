/** A part of a data set. */
export type Split = "train" | "test";

/** What an IDX file of a data set holds. */
export type IdxContent = "images" | "labels";

/** How the values of an IDX file are stored: in a byte, or in four as a signed, big-endian number. */
export type IdxType = "ubyte" | "int";

/** The shape of an IDX file, as its name announces it. */
export interface IdxKind {
  /** Dimensions: 3 for images, 1 for labels, 2 for labels with more about each image. */
  readonly dimensions: number;
  readonly type: IdxType;
}

/** A name that a file of a data set may have, and what such a file holds. */
export interface IdxName extends IdxKind {
  /** The name; there may be a prefix before it, `emnist-letters-`. */
  readonly name: string;
  readonly split: Split;
  readonly content: IdxContent;
}

/** What each split is called; the first is MNIST's, the second EMNIST's and QMNIST's. */
const SPLITS = { train: ["train"], test: ["t10k", "test"] } as const;

/** The kinds of files; those of integers are QMNIST's. */
const KINDS = {
  images: [{ dimensions: 3, type: "ubyte" }],
  labels: [
    { dimensions: 1, type: "ubyte" },
    { dimensions: 1, type: "int" },
    { dimensions: 2, type: "int" },
  ],
} as const;

/** Before `idx`: MNIST's own files have a dash, what some programs unpack from them a dot. */
const MARKS = ["-", "."];

/** Packed by gzip, as the files are downloaded, or unpacked. */
const ENDINGS = ["", ".gz"];

/** All names that files of data sets have; of several in a folder, the first counts. */
export const IDX_NAMES: readonly IdxName[] = (["train", "test"] as const).flatMap((split) =>
  (["images", "labels"] as const).flatMap((content) =>
    KINDS[content].flatMap((kind) =>
      SPLITS[split].flatMap((part) =>
        MARKS.flatMap((mark) =>
          ENDINGS.map((ending) => ({
            name: `${part}-${content}${mark}idx${kind.dimensions}-${kind.type}${ending}`,
            ...{ split, content },
            ...kind,
          }))
        )
      )
    )
  )
);

/** MNIST's own four files. */
export const MNIST_FILES: {
  readonly [split in Split]: { readonly [content in IdxContent]: IdxName };
} = {
  train: { images: first("train", "images"), labels: first("train", "labels") },
  test: { images: first("test", "images"), labels: first("test", "labels") },
};

function first(split: Split, content: IdxContent): IdxName {
  return IDX_NAMES.find((name) => name.split === split && name.content === content)!;
}

/**
 * The prefix before a name that a file of a data set may have: `emnist-letters-` before
 * `emnist-letters-train-images-idx3-ubyte`, empty for MNIST's. `undefined` for any other file.
 */
export function idxPrefix(file: string): string | undefined {
  const known = IDX_NAMES.find(({ name }) => file.endsWith(name));
  const prefix = known && file.slice(0, -known.name.length);
  return prefix === "" || prefix?.endsWith("-") ? prefix : undefined;
}
