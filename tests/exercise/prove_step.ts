import { assert, assertEquals } from "@std/assert";
import { casesFor, checkStep } from "../../lib/exercise/check_step.ts";
import { partFinding } from "../../lib/exercise/part_finding.ts";
import { runProbe } from "../../lib/exercise/run_probe.ts";
import { fileOf, type Step } from "../../lib/exercise/step.ts";
import { openSubmission, type Submission } from "../../lib/exercise/submission.ts";
import { itNeeds } from "../needs.ts";

/** A file of the exercise: its whole text, or changes of the model solution. */
export type Source = string | readonly [find: string, replacement: string][];

/** Files that prove a step's check. */
export interface Proof {
  /** A file for each mistake of the catalogue, by the mistake's name. */
  readonly mistakes: Readonly<Record<string, Source>>;
  /** Files that compute the right thing in another way. */
  readonly equivalents: Readonly<Record<string, Source>>;
  /** Wrong files that are no mistake of the catalogue: none is accused of one. */
  readonly others?: Readonly<Record<string, Source>>;
}

/** Shows that a step's check accepts what is right, refuses what is not, and names each mistake alone. */
export function proveStep(step: Step, { mistakes, equivalents, others = {} }: Proof): void {
  const named = step.parts.flatMap((part) => part.mistakes.map(({ name }) => name));
  const proves = (name: string, run: () => Promise<void>) =>
    itNeeds(["read", "write", "run"], `step ${step.number}, ${name}`, run);
  proves("the catalogue and the files of this test hold the same mistakes", () => {
    assertEquals(Object.keys(mistakes).toSorted(), named.toSorted());
    assertEquals(new Set(named).size, named.length);
    return Promise.resolve();
  });
  proves("the skeleton fails, and is accused of no mistake", async () => {
    await using submission = await submit(step, step.skeleton);
    const { parts } = await checkStep(submission, step);
    for (const { name, finding } of parts) {
      assert(finding, `${name} passes`);
      assertEquals(finding.mistake, undefined);
    }
  });
  for (const [name, source] of Object.entries({ "the model solution": [], ...equivalents })) {
    proves(`${name} passes`, async () => {
      await using submission = await submit(step, sourceOf(step, source));
      for (const seed of [0, 1]) {
        const { parts, passed } = await checkStep(submission, step, { seed });
        assert(passed, JSON.stringify(parts, null, 2));
      }
    });
  }
  for (const [mistake, source] of Object.entries(mistakes)) {
    proves(`${mistake} is named, and nothing else`, async () => {
      await using submission = await submit(step, sourceOf(step, source));
      assertEquals(await explanations(submission, step), [mistake]);
    });
  }
  for (const [name, source] of Object.entries(others)) {
    proves(`${name} fails, and is accused of no mistake`, async () => {
      await using submission = await submit(step, sourceOf(step, source));
      const { passed } = await checkStep(submission, step);
      assert(!passed);
      assertEquals(await explanations(submission, step), []);
    });
  }
}

/** The mistakes that explain a submission's answers, those that another one would hide too. */
async function explanations(submission: Submission, step: Step): Promise<string[]> {
  const cases = await casesFor(submission, step, 0);
  const { answers, ...rest } = await runProbe(submission, step, cases);
  assert(answers, JSON.stringify(rest));
  return step.parts.flatMap((part) => {
    const given = answers[part.name];
    const finding = partFinding(step, part, cases[part.name], given);
    if (!finding) return [];
    const names = part.explanations(cases[part.name], given);
    assertEquals(finding.mistake, names[0]);
    if (finding.mistake) {
      const { wanted, found, at } = finding.evidence ?? {};
      assert(at && wanted && found && wanted !== found, JSON.stringify(finding));
    }
    return names;
  });
}

function sourceOf(step: Step, source: Source): string {
  if (typeof source === "string") return source;
  let text = step.solution;
  for (const [find, replacement] of source) {
    assert(text.includes(find), `the solution has no ${find}`);
    text = text.replace(find, () => replacement);
  }
  return text;
}

async function submit(step: Step, text: string): Promise<Submission> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/${fileOf(step)}`, text);
    return await openSubmission(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
