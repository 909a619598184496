import { type DataSet, PIXELS } from "./data_set.ts";

/** Whether all images are the same, as a single one is: then their pixels have no variance. */
export function allTheSame({ pixels }: DataSet): boolean {
  return pixels.every((value, i) => value === pixels[i % PIXELS]);
}
