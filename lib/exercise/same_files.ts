import type { Grade } from "./grade_submission.ts";
import { fileOf, type Step } from "./step.ts";

/** Students whose files of some steps are the same text. */
export interface SameFiles {
  /** Two or more students, in the order of the class; or one whose files are the model solution's. */
  readonly names: readonly string[];
  readonly steps: readonly Step[];
  /** Whether they are the text of the model solution. */
  readonly isSolution: boolean;
}

/**
 * Finds files that are the same text as another student's, or as the model solution, but for comments and white
 * space. A skeleton that nobody has filled in does not count. Where a file imports others of its submission, those
 * must be the same too.
 *
 * A short function is often written in the same words by students who never met: this says where to look, and
 * proves nothing.
 */
export function sameFiles(
  grades: readonly Pick<Grade, "name" | "files">[],
  steps: readonly Step[],
): SameFiles[] {
  const groups = new Map<string, SameFiles & { readonly steps: Step[] }>();
  const essences = grades.map(({ files }) =>
    new Map([...files].map(([name, text]) => [name, essence(text)]))
  );
  for (const step of steps) {
    const [skeleton, solution] = [essence(step.skeleton), essence(step.solution)];
    const byText = new Map<string, string[]>();
    for (const [i, { name }] of grades.entries()) {
      const text = textOf(essences[i], fileOf(step));
      if (text === undefined || text === skeleton || text === "") continue;
      byText.set(text, [...byText.get(text) ?? [], name]);
    }
    for (const [text, names] of byText) {
      const isSolution = text === solution;
      if (names.length < 2 && !isSolution) continue;
      const key = JSON.stringify([isSolution, names]);
      const group = groups.get(key);
      if (group) group.steps.push(step);
      else groups.set(key, { names, steps: [step], isSolution });
    }
  }
  return [...groups.values()].sort((a, b) => b.steps.length - a.steps.length);
}

/** A step's file, with what it may import. */
function textOf(essences: ReadonlyMap<string, string>, name: string): string | undefined {
  const own = essences.get(name);
  if (own === undefined || !/["'`]\.\.?\//.test(own)) return own;
  return [own, ...[...essences].filter(([other]) => other !== name).map(([, text]) => text)]
    .join("\n");
}

/**
 * What the text of a TypeScript file is made of: quoted texts, comments, white space. Each also matches where its end
 * is missing, so that no text makes the search begin again and again.
 */
const PIECES = new RegExp(
  [
    /"(?:\\.|[^"\\\n])*"?/,
    /'(?:\\.|[^'\\\n])*'?/,
    /`(?:\\[^]?|[^`\\])*`?/,
    /\/\/.*/,
    /\/\*[^]*?(?:\*\/|$)/,
    /\s+/,
  ].map(({ source }) => source).join("|"),
  "g",
);

/** A text of TypeScript without comments and white space; what stands in quotation marks is kept as it is. */
export function essence(code: string): string {
  return code.replace(PIECES, (piece) => /^["'`]/.test(piece) ? piece : "");
}
