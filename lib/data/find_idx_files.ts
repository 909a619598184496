import { basename, dirname, join } from "node:path";
import { oneLine, UserError } from "../user_error.ts";
import { IDX_NAMES, type IdxContent, type IdxName, idxPrefix, type Split } from "./idx_names.ts";

/** A file of a data set, and what its name says of it. */
export interface IdxFile extends IdxName {
  readonly path: string | URL;
}

/** The files of one data set. */
export interface IdxFiles {
  /** The folder in which they lie. */
  readonly folder: string;
  /** What stands before MNIST's names: `emnist-letters-`; empty for MNIST's own. */
  readonly prefix: string;
  /** The file of a split; `undefined` if there is none. */
  file(split: Split, content: IdxContent): IdxFile | undefined;
}

/** How far below a folder files are looked for: torchvision's lie in `MNIST/raw`. */
const DEEPEST = 2;

/** Folders that are looked into below one, and names that are looked at in all of them. */
const MOST_FOLDERS = 200, MOST_NAMES = 500_000;

/**
 * Finds the IDX files of a data set: in a folder, or at one place not more than two folders below it, under
 * MNIST's names or such with a prefix ({@linkcode IDX_NAMES}), each by itself or, as in archives of Kaggle,
 * in a folder of its own name.
 *
 * @param source the folder; or, where it holds several sets, a path in it that ends in the set's prefix:
 * `gzip/emnist-letters`
 * @returns `undefined` if there is no such file
 * @throws {UserError} if there are several data sets, whose paths it names, or the system does not let a
 * folder be read
 */
export async function findIdxFiles(source: string): Promise<IdxFiles | undefined> {
  const sets = await isFolder(source)
    ? await findSets(source, DEEPEST)
    : (await findSets(dirname(source), 0)).filter(({ prefix }) =>
      prefix === `${basename(source)}-`
    );
  // Files under MNIST's own names are what a folder was always read for.
  const own = sets.filter(({ prefix }) => prefix === "");
  const [set, ...others] = own.length > 0 ? own : sets;
  if (others.length === 0) return set;
  const paths = [set, ...others].map((each) => oneLine(pathOf(each)));
  throw new UserError(
    `${source} holds ${paths.length} data sets: ${paths.join(", ")}. Choose one by its path, ` +
      `for instance ${paths[0]}.`,
  );
}

/** The path by which a set is chosen. */
function pathOf({ folder, prefix }: IdxFiles): string {
  return prefix === "" ? folder : join(folder, prefix.slice(0, -1));
}

/** The sets of the folder itself; if it has none, those of the folders below it. */
async function findSets(folder: string, deepest: number): Promise<IdxFiles[]> {
  let level = [folder];
  let [folders, names] = [1, 0];
  for (let depth = 0; depth <= deepest && level.length > 0; depth++) {
    const sets: IdxFiles[] = [];
    const below: string[] = [];
    for (const each of level) {
      const known: Entry[] = [];
      for await (const entry of entriesOf(each, each === folder)) {
        if (++names > MOST_NAMES) break;
        if (idxPrefix(entry.name) !== undefined) known.push(entry);
        else if (entry.isFolder && folders++ < MOST_FOLDERS) below.push(join(each, entry.name));
      }
      sets.push(...await setsOf(each, known));
    }
    if (sets.length > 0) return sets;
    level = below.sort();
  }
  return [];
}

/** The sets whose files lie in a folder, by their prefixes. One has images at least. */
async function setsOf(folder: string, entries: readonly Entry[]): Promise<IdxFiles[]> {
  const paths = new Map<string, string>();
  for (const { name, isFolder } of entries) {
    const [path, inner] = [join(folder, name), join(folder, name, name)];
    paths.set(name, isFolder && await isThere(inner) ? inner : path);
  }
  const prefixes = new Set(entries.map(({ name }) => idxPrefix(name)!));
  return [...prefixes].sort().map((prefix) => ({
    ...{ folder, prefix },
    file(split: Split, content: IdxContent) {
      const found = IDX_NAMES.find((known) =>
        known.split === split && known.content === content && paths.has(prefix + known.name)
      );
      return found && { ...found, path: paths.get(prefix + found.name)! };
    },
  })).filter(({ file }) => file("train", "images") ?? file("test", "images"));
}

interface Entry {
  readonly name: string;
  /** Whether it is a folder, or a link to one. */
  readonly isFolder: boolean;
}

/** What lies in a folder. One that is not there, or below the first and closed to this user, is empty. */
async function* entriesOf(folder: string, first: boolean): AsyncGenerator<Entry, void> {
  try {
    for await (const { name, isDirectory, isSymlink } of Deno.readDir(folder)) {
      yield { name, isFolder: isDirectory || isSymlink && await isFolder(join(folder, name)) };
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error; // a permission is missing, not a folder
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return;
    if (!first && error instanceof Deno.errors.PermissionDenied) return;
    if (!(error instanceof Error)) throw error;
    throw new UserError(`cannot read ${folder}: ${error.message}.`, { cause: error });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path))?.isDirectory ?? false;
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path) !== undefined;
}

async function stat(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    return undefined;
  }
}
