import type { DataSet } from "./data_set.ts";
import { loadMnist } from "./mnist.ts";

/**
 * Whether these are MNIST's training images or its test images, or the first of either, from whatever folder
 * they were read: their pixels are compared with MNIST's own.
 */
export async function isMnist({ name, count, pixels }: DataSet): Promise<boolean> {
  if (name === "mnist") return true;
  for (const split of ["train", "test"] as const) {
    const mnist = await loadMnist({ split });
    if (count <= mnist.count && pixels.every((value, i) => value === mnist.pixels[i])) return true;
  }
  return false;
}
