/**
 * Images: IDX files as MNIST's, data sets, and the order in which PyTorch draws their batches.
 *
 * @example The batches of an epoch over ten images
 * ```ts
 * import { TorchRandom } from "../math/mod.ts";
 * import { shuffledBatches } from "./mod.ts";
 *
 * shuffledBatches(10, 4, new TorchRandom(0)).map(({ length }) => length); // [4, 4, 2]
 * ```
 *
 * @module
 */

export * from "./idx.ts";
export * from "./write_idx.ts";
export * from "./data_set.ts";
export * from "./check_labels.ts";
export * from "./label_count.ts";
export * from "./label_list.ts";
export * from "./label_text.ts";
export * from "./label_word.ts";
export * from "./mnist.ts";
export * from "./load_images.ts";
export type { FolderContent, FolderTree, LeftOut, TreeFile } from "./image_folder/folder_tree.ts";
export * from "./image_folder/read_image_folder.ts";
export * from "./image_folder/load_image_folder.ts";
export * from "./batches.ts";
export * from "./binarise.ts";
export * from "./pixel_range.ts";
export * from "./variety.ts";
export * from "./is_mnist.ts";
export * from "./fit_digit.ts";
