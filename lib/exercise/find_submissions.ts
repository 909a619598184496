import { oneLine, UserError } from "../user_error.ts";
import { ANSWERS } from "./answer_sheet.ts";

/** Where a student's files lie. */
export interface FoundSubmission {
  /** The student's name: that of the folder, with the one that it lies in where several were searched. */
  readonly name: string;
  readonly folder: string;
}

/** What was found in some folders. */
export interface FoundSubmissions {
  /** In the order of their names. */
  readonly submissions: readonly FoundSubmission[];
  /** What was left out, and why, a sentence each. */
  readonly leftOut: readonly string[];
}

/** A file by which a submission is known. */
const STEP_FILE = /^\d\d_\w+\.ts$/;

/** Folders that hold no student's own files: hidden ones, packages, what a Mac adds to an archive. */
const NO_STUDENT = /^\.|^node_modules$|^__MACOSX$/;

/** How many folders with nothing but the next one in them an archive may have around a submission. */
const WRAPPERS = 3;

/**
 * Finds submissions: each folder is one, if it holds a file of the exercise or no folder; else the folders in it
 * are, one for each student. Links are not followed: they may lead to another student's files, or to the solutions.
 *
 * @throws {UserError} if a folder is not there or is a link, is named twice, or no submission is found at all
 */
export async function findSubmissions(folders: readonly string[]): Promise<FoundSubmissions> {
  const found: FoundSubmission[] = [], leftOut: string[] = [];
  for (const given of folders) {
    const folder = given.replace(/(?<=[^/\\])[/\\]+$/, "");
    if (!await isFolder(folder, given)) {
      leftOut.push(`${given} is a file, not a student's folder, and was left out.`);
      continue;
    }
    const { isSubmission, inner, links } = await look(folder);
    if (isSubmission || inner.length === 0) {
      found.push({ name: await baseName(folder), folder });
      continue;
    }
    for (const link of links) {
      leftOut.push(`${folder}/${link} is a link, which is not followed, and was left out.`);
    }
    const prefix = folders.length > 1 ? `${await baseName(folder)}/` : "";
    for (const name of inner) {
      found.push({ name: prefix + name, folder: await unwrapped(`${folder}/${name}`) });
    }
  }
  const submissions = withNamesOfTheirOwn(found).sort(byName);
  const all = submissions.map(({ folder }) => folder);
  const twice = all.find((folder, i) => all.indexOf(folder) !== i);
  if (twice !== undefined) throw new UserError(`${oneLine(twice)} is there twice.`);
  const known = await Promise.all(submissions.map(({ folder }) => look(folder)));
  if (!known.some(({ isSubmission }) => isSubmission)) {
    throw new UserError(
      `no submission was found in ${
        folders.map(oneLine).join(", ")
      }. Wanted: a folder for each student, which ` +
        `holds the exercise's files, such as 01_kl_univariate.ts; or a folder of such folders.`,
    );
  }
  return { submissions, leftOut };
}

/** What lies in a folder, as far as it matters here. */
interface Look {
  readonly isSubmission: boolean;
  /** The folders that may be students'. */
  readonly inner: readonly string[];
  readonly links: readonly string[];
}

async function look(folder: string): Promise<Look> {
  const inner: string[] = [], links: string[] = [];
  let isSubmission = false;
  try {
    for await (const { name, isFile, isDirectory, isSymlink } of Deno.readDir(folder)) {
      if (isFile && (STEP_FILE.test(name) || name === ANSWERS)) isSubmission = true;
      if (NO_STUDENT.test(name)) continue;
      if (isDirectory) inner.push(name);
      if (isSymlink) links.push(name);
    }
  } catch { /* it cannot be read, which is said where it is graded */ }
  return { isSubmission, inner: inner.sort(), links: links.sort() };
}

/** @throws {UserError} if it is neither a folder nor a file */
async function isFolder(path: string, given: string): Promise<boolean> {
  try {
    // A folder that a link leads to is named by a slash at the end.
    const found = path === given ? await Deno.lstat(path) : await Deno.stat(path);
    if (!found.isSymlink) return found.isDirectory;
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const why = error instanceof Deno.errors.NotFound
      ? "there is no such folder"
      : `it cannot be read: ${error.message}`;
    throw new UserError(
      `${oneLine(given)}: ${why}. Wanted the folder of a submission, or a folder of them.`,
    );
  }
  throw new UserError(
    `${
      oneLine(given)
    } is a link, which may lead to anybody's files. Name the folder that it leads to, or write a ` +
      `slash after it if the link is your own: ${oneLine(given)}/`,
  );
}

/** A student's own folder within those that an archive has put around it. */
async function unwrapped(folder: string): Promise<string> {
  let inside = folder;
  for (let depth = 0; depth < WRAPPERS; depth++) {
    const { isSubmission, inner } = await look(inside);
    if (isSubmission) return inside;
    if (inner.length !== 1) break;
    inside = `${inside}/${inner[0]}`;
  }
  return (await look(inside)).isSubmission ? inside : folder;
}

/** Students whose folders are named alike are told apart by the folders' paths. */
function withNamesOfTheirOwn(found: readonly FoundSubmission[]): FoundSubmission[] {
  return found.map(({ name, folder }) => ({
    name: found.some((other) => other.name === name && other.folder !== folder) ? folder : name,
    folder,
  }));
}

/** As a reader looks names up, the same on every machine; those that only differ in bytes by these. */
const { compare } = new Intl.Collator("en", { numeric: true });

function byName(a: FoundSubmission, b: FoundSubmission): number {
  return compare(a.name, b.name) || (a.folder < b.folder ? -1 : 1);
}

/** The folder's own name, also of `.` and `..`. */
async function baseName(folder: string): Promise<string> {
  const own = (path: string) => path.split(/[/\\]/).findLast((part) => part !== "") ?? path;
  const name = own(folder);
  return name === "." || name === ".." ? own(await Deno.realPath(folder)) : name;
}
