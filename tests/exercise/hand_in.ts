import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  type Grade,
  type GradeOptions,
  gradeSubmission,
} from "../../lib/exercise/grade_submission.ts";
import { fileOf, type Step } from "../../lib/exercise/step.ts";
import { klUnivariateStep } from "../../lib/exercise/steps/kl_univariate/step.ts";
import { itNeeds, type Right } from "../needs.ts";

/** Files by name: texts, bytes, or what makes them, of the path. */
export type HandedIn = Readonly<
  Record<string, string | Uint8Array | ((path: string) => Promise<void>)>
>;

/** How a {@linkcode handIn} is graded. */
export interface HandInOptions extends GradeOptions {
  readonly step?: Step;
}

/** What grading needs. */
export const RIGHTS: Right[] = ["read", "write", "run"];

/** The file of the first step. */
export const FIRST = fileOf(klUnivariateStep);

/** The first step's model solution. */
export const RIGHT = klUnivariateStep.solution;

/** What a cheat ends with: a function that gives a wrong value. */
export const WRONG = "export const klUnivariate = () => 0;";

/** Grades files as a student would hand them in; a text alone is the file of the step. */
export async function handIn(
  files: string | HandedIn,
  { step = klUnivariateStep, ...options }: HandInOptions = {},
): Promise<Grade> {
  const folder = await Deno.makeTempDir();
  try {
    const all = typeof files === "string" ? { [fileOf(step)]: files } : files;
    for (const [name, content] of Object.entries(all)) {
      const path = `${folder}/${name}`;
      if (typeof content === "function") await content(path);
      else await Deno.writeFile(path, typeof content === "string" ? bytesOf(content) : content);
    }
    return await gradeSubmission({ name: "a student", folder }, [step], options);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A test that files get no point, for this reason. */
export function gets0(
  name: string,
  files: string | HandedIn,
  reason: RegExp,
  options: HandInOptions = {},
): void {
  itNeeds(RIGHTS, `no points for ${name}`, async () => {
    const begun = performance.now();
    const { points, steps: [{ passed, parts, printed }] } = await handIn(files, options);
    const message = parts[0].finding?.message ?? "";
    assertEquals({ points, passed }, { points: 0, passed: false }, printed);
    assertMatch(message, reason, `${message}\n${printed}`);
    assert(performance.now() - begun < 30_000, "it holds up the grader");
  });
}

/** A test that files get all points. */
export function gets10(name: string, files: string | HandedIn): void {
  itNeeds(RIGHTS, `all points for ${name}`, async () => {
    const { points, steps: [{ parts }] } = await handIn(files);
    assertEquals(points, 10, JSON.stringify(parts));
  });
}
