import { oneLine, UserError } from "../../user_error.ts";
import type { Split } from "../idx_names.ts";
import { type FolderTree, inNaturalOrder, type LeftOut, type TreeFile } from "./folder_tree.ts";

/** A picture's file, and what its place in the folder tells. */
export interface Placed extends TreeFile {
  /** What it shows, by number; absent where there are no labels. */
  readonly label?: number;
  /** Where the folders `train` and `test` tell it. */
  readonly split?: Split;
}

/** What a folder of pictures means. */
export interface Arrangement {
  /** In natural order. */
  readonly pictures: readonly Placed[];
  /**
   * The labels' names by their numbers; absent without labels, and where the folders' names are the numbers.
   */
  readonly labelNames?: readonly string[];
  /** Files that lie where none belongs. */
  readonly leftOut: readonly LeftOut[];
  /** What is odd about it, in sentences. */
  readonly cautions: readonly string[];
}

/** A label is a byte. */
const MAX_LABELS = 256;

const SPLITS: readonly [Split, RegExp][] = [
  ["train", /^train(ing)?$/i],
  ["test", /^(test(ing)?|val(id(ation)?)?)$/i],
];

/**
 * Takes a folder's sub-folders for what they are: `train` and `test` (or `training`; `testing`, `val`,
 * `valid`, `validation`) are the split, if both are there; all others are labels, whose names count in
 * natural order. Where all of them are numbers from 0 to 255, these are the labels. A folder that holds one
 * folder and nothing else stands for that one.
 *
 * @throws {UserError} for more than 256 labels
 */
export function arrangePictures(tree: FolderTree): Arrangement {
  const root = unwrapped(tree);
  const { files, folders } = root;
  const splits = SPLITS.map(([split, pattern]) => ({
    split,
    trees: folders.filter(({ name }) => pattern.test(name)),
  }));
  const isSplit = splits.every(({ trees }) => trees.length > 0);
  const parts = isSplit
    ? splits.flatMap(({ split, trees }) => trees.map((tree) => ({ split, tree })))
    : [{ split: undefined, tree: root }];
  const cautions: string[] = [];
  const beside: FolderTree[] = [];
  if (isSplit) {
    const others = folders.filter((folder) => !parts.some(({ tree }) => tree === folder));
    beside.push({ ...root, files, folders: others });
  }
  const labelled = parts.every(({ tree }) => tree.folders.length > 0);
  if (!labelled && parts.some(({ tree }) => tree.folders.length > 0)) {
    cautions.push(
      "only one of the folders train and test has a folder for each label: the labels are left out.",
    );
  }
  const names = labelled
    ? [...new Set(parts.flatMap(({ tree }) => tree.folders.map(({ name }) => name)))]
      .sort(inNaturalOrder)
    : [];
  if (names.length > MAX_LABELS) {
    throw new UserError(
      `${
        oneLine(root.path)
      } has ${names.length} folders with pictures, and each is a label; wanted at most ` +
        `${MAX_LABELS}. Pictures without labels lie in one folder.`,
    );
  }
  const areNumbers = names.every((name) => /^(0|[1-9]\d{0,2})$/.test(name) && +name < MAX_LABELS);
  const labelOf = (name: string) => areNumbers ? +name : names.indexOf(name);
  const pictures = parts.flatMap(({ split, tree }) =>
    labelled
      ? tree.folders.flatMap((folder) =>
        everyFile(folder).map((file): Placed => ({ ...file, split, label: labelOf(folder.name) }))
      )
      : everyFile(tree).map((file): Placed => ({ ...file, split }))
  );
  if (labelled) beside.push(...parts.map(({ tree }) => ({ ...tree, folders: [] })));
  const where = isSplit ? "the folders train and test" : "the labels' folders";
  return {
    pictures,
    ...labelled && !areNumbers ? { labelNames: names.map(nameOf) } : {},
    leftOut: beside.flatMap(everyFile).map(({ path }) => ({ path, why: `lies beside ${where}` })),
    cautions,
  };
}

/** A folder's name as a file of labels has it: a line of at most 80 characters, none of them for control. */
function nameOf(folder: string): string {
  return oneLine(folder).trim().slice(0, 80) || "(blank)";
}

/** The folder in a folder that holds nothing else. */
function unwrapped(tree: FolderTree): FolderTree {
  const { files, folders } = tree;
  return files.length === 0 && folders.length === 1 ? unwrapped(folders[0]) : tree;
}

/** All files of a folder, those in its folders too. */
function everyFile({ files, folders }: FolderTree): TreeFile[] {
  return [...files, ...folders.flatMap(everyFile)];
}
