import { unreadableFolder } from "../../file/unreadable_folder.ts";
import { oneLine, UserError } from "../../user_error.ts";

/** A picture's file, by its name. */
export interface TreeFile {
  /** Its path, which begins with the folder's as it was given; its parts are joined by `/`. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** When it was changed last, in milliseconds; 0 where the system does not tell. */
  readonly changed: number;
}

/** A file or a folder that is left out, and why: the end of a sentence, `is a symbolic link`. */
export interface LeftOut {
  /** Its path, as that of a {@linkcode TreeFile}. */
  readonly path: string;
  /** The end of a sentence that begins with the path. */
  readonly why: string;
}

/** A folder with what may be pictures, in natural order: `2` before `10`. */
export interface FolderTree {
  /** The folder's own name. */
  readonly name: string;
  /** Its path, as that of a {@linkcode TreeFile}. */
  readonly path: string;
  /** The pictures that lie in it, by their names. */
  readonly files: readonly TreeFile[];
  /** Those in which there are pictures, however deep. */
  readonly folders: readonly FolderTree[];
}

/** All of a folder. */
export interface FolderContent {
  /** The pictures, by their names. */
  readonly tree: FolderTree;
  /** Links, and files that are not named as pictures are. */
  readonly leftOut: readonly LeftOut[];
}

/** Bounds of a folder: files and folders in all, and folders in folders. */
export const MAX_FILES = 1_000_000, MAX_FOLDERS = 10_000, MAX_DEPTH = 8;

/** The names of pictures that are read. */
const PICTURE = /\.(png|jpe?g|jpe|jfif|webp)$/i;

/** What systems put into folders by themselves; hidden files, too, are passed over without a word. */
const OF_SYSTEMS = /^(\.|Thumbs\.db$|ehthumbs\.db$|desktop\.ini$|Icon\r$|__MACOSX$)/i;

/** Names in natural order, the same on every machine. */
const { compare } = new Intl.Collator("en", { numeric: true });

/**
 * Sorts by names: numbers in them by their values, and names that differ in nothing else by their characters.
 */
export function inNaturalOrder(a: string, b: string): number {
  return compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * Walks through a folder, and opens none of its files. Symbolic links are not followed, wherever they lead.
 *
 * @throws {UserError} if the folder, or one in it, cannot be read, and beyond the bounds
 */
export async function folderTree(path: string): Promise<FolderContent> {
  const leftOut: LeftOut[] = [];
  let [files, folders] = [0, 0];
  const root = path.replace(/(?<=.)[/\\]+$/, "");
  return { tree: await walk(root, nameOf(root), 0), leftOut };

  async function walk(path: string, name: string, depth: number): Promise<FolderTree> {
    if (depth > MAX_DEPTH) throw beyond(root, `folders in folders, ${MAX_DEPTH} deep`, path);
    if (++folders > MAX_FOLDERS) throw beyond(root, `${MAX_FOLDERS} folders`);
    const pictures: TreeFile[] = [];
    const inside: FolderTree[] = [];
    for (const entry of await entriesOf(path)) {
      if (OF_SYSTEMS.test(entry.name)) continue;
      const own = `${path}/${entry.name}`;
      if (entry.isDirectory) inside.push(await walk(own, entry.name, depth + 1));
      else if (++files > MAX_FILES) throw beyond(root, `${MAX_FILES} files`);
      else if (entry.isSymlink) leftOut.push({ path: own, why: "is a symbolic link" });
      else if (!PICTURE.test(entry.name)) {
        leftOut.push({ path: own, why: "is not named .png, .jpg or .webp" });
      } else {
        const { size, mtime } = Deno.lstatSync(own);
        pictures.push({ path: own, size, changed: mtime?.getTime() ?? 0 });
      }
    }
    const holding = inside.filter(({ files, folders }) => files.length + folders.length > 0);
    return { name, path, files: pictures, folders: holding };
  }
}

/** What is in a folder, in natural order. */
async function entriesOf(path: string): Promise<Deno.DirEntry[]> {
  try {
    const entries = [];
    for await (const entry of Deno.readDir(path)) {
      if (entries.push(entry) > MAX_FILES) throw beyond(path, `${MAX_FILES} files`);
    }
    return entries.sort((a, b) => inNaturalOrder(a.name, b.name));
  } catch (error) {
    throw unreadableFolder(path, error, "an archive has to be unpacked");
  }
}

function beyond(folder: string, bound: string, found?: string): UserError {
  return new UserError(
    `${oneLine(folder)} has more than ${bound}, the most that are read` +
      `${found ? ` (${oneLine(found)})` : ""}: name the folder in which the pictures lie.`,
  );
}

/** The last part of a path. */
function nameOf(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== "") ?? path;
}
