import { oneLine } from "../../user_error.ts";
import type { LeftOut } from "./folder_tree.ts";
import { nameIn } from "./name_in.ts";

/**
 * What is left out: a heading, and a line for each file; nothing if all was used.
 *
 * @param folder that was read: the names begin below it
 * @param most files that are named
 */
export function leftOutLines(leftOut: readonly LeftOut[], folder: string, most: number): string[] {
  if (leftOut.length === 0) return [];
  const more = leftOut.length - most;
  return [
    leftOut.length === 1 ? "1 file is left out:" : `${leftOut.length} files are left out:`,
    ...leftOut.slice(0, most).map(({ path, why }) => `${oneLine(nameIn(folder, path))} ${why}`),
    ...more > 0 ? [`and ${more} more`] : [],
  ];
}
