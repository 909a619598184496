import { readPlainFile } from "../file/read_plain_file.ts";

/** The file with a student's answers to the written questions. */
export const ANSWERS = "answers.md";

/** In bytes: a long answer is a few pages. */
const MAX_SHEET = 256 * 1024;

/** A written question, which a person marks. */
export interface Question {
  /** `Q1`. */
  readonly name: string;
  readonly title: string;
  /** The most points that it gives. */
  readonly points: number;
}

/** The questions of a sheet: its headings `## Q1. Title (4 points)`. */
export function questionsOf(sheet: string): Question[] {
  return [...sheet.matchAll(/^## (Q\d+)\. (.+?) \((\d+) points?\)\s*$/gm)]
    .map(([, name, title, points]) => ({ name, title, points: Number(points) }));
}

/** The sheet in a submission's folder, if there is one; in its place what is wrong with it. */
export async function readAnswerSheet(folder: string): Promise<string | undefined> {
  const path = `${folder}/${ANSWERS}`;
  try {
    if (!(await Deno.lstat(path)).isFile) return undefined; // a link may lead to anybody's file
    const bytes = await readPlainFile(path, MAX_SHEET);
    return bytes && new TextDecoder().decode(bytes);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    return `(${(error as Error).message})`;
  }
}
