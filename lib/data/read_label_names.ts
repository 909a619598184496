import { join } from "node:path";
import { readPlainFile } from "../file/read_plain_file.ts";
import { UserError } from "../user_error.ts";
import type { IdxFiles } from "./find_idx_files.ts";
import { namesFromLines, namesFromMapping } from "./label_names.ts";

/** The files of names beside those of a data set, after its prefix; the first that is there counts. */
const FILES = [
  {
    name: "mapping.txt",
    parse: namesFromMapping,
    holds: "a label and character codes on each line",
  },
  { name: "labels.txt", parse: namesFromLines, holds: "one name on each line" },
];

/** Bytes of a file of names at most. */
const MOST_BYTES = 2 ** 16;

/**
 * The names of the labels of a data set, from a file beside its others: EMNIST's
 * `emnist-letters-mapping.txt`, or `labels.txt`.
 *
 * @param count how many labels there are, from 0 on
 * @param tell is told in a line why names are not taken
 * @returns `undefined` if there is no such file, or one that does not name all labels
 */
export async function readLabelNames(
  { folder, prefix }: Pick<IdxFiles, "folder" | "prefix">,
  count: number,
  tell: (caution: string) => void,
): Promise<string[] | undefined> {
  for (const { name, parse, holds } of FILES) {
    const path = join(folder, prefix + name);
    try {
      const bytes = await readPlainFile(path, MOST_BYTES);
      if (!bytes) continue;
      const names = parse(new TextDecoder().decode(bytes)); // what is no UTF-8 becomes what no name has
      if (names && names.length >= count) return names;
      const found = names ? `it has ${names.length} for labels up to ${count - 1}` : "this has not";
      tell(`${path}: no names of labels are taken from it: wanted ${holds}, and ${found}.`);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      tell(`${path}: no names of labels are taken from it: ${error.message}`);
    }
    return undefined;
  }
}
