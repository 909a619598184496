import type { Seed } from "../math/seed.ts";
import { drawCases } from "./draw_cases.ts";
import { noAnswer } from "./no_answer.ts";
import { partFinding } from "./part_finding.ts";
import { type ProbeResult, runProbe } from "./run_probe.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { fileOf, type Finding, type Step } from "./step.ts";
import type { Submission } from "./submission.ts";

/** What was found of a step in a submission. */
export interface StepReport {
  readonly step: Step;
  /** Whether every function gives what it should. */
  readonly passed: boolean;
  /** Each function, and what is wrong with it. */
  readonly parts: readonly { readonly name: string; readonly finding?: Finding }[];
  /** What the student's code printed. */
  readonly printed: string;
  /** Why there were no answers, if there were none; see {@linkcode ProbeResult}. */
  readonly stopped?: ProbeResult["stopped"];
}

/** How a step is checked. */
export interface CheckOptions {
  /** Changes the inputs that are drawn. */
  readonly seed?: Seed;
  readonly limits?: Limits;
  readonly signal?: AbortSignal;
}

/**
 * Checks one step of a submission. The inputs are drawn from a seed that the texts of all its files decide: the same
 * submission always gets the same ones, and a file that lists answers to them, wherever it lies, has by that other
 * ones.
 */
export async function checkStep(
  submission: Submission,
  step: Step,
  { seed = 0, limits = LIMITS, signal }: CheckOptions = {},
): Promise<StepReport> {
  const text = submission.files.get(fileOf(step));
  if (text === undefined) {
    return failed(step, {
      message: `There is no file ${fileOf(step)}.`,
      hint: "The exercise writes it when the step before it passes.",
      strongerHint: "A file of another name, a link or a folder does not count.",
    });
  }
  const cases = await casesFor(submission, step, seed);
  const result = await runProbe(submission, step, cases, { limits, signal });
  const { answers, printed } = result;
  if (!answers) {
    return { ...failed(step, noAnswer(step, result, limits)), printed, stopped: result.stopped };
  }
  const parts = step.parts.map((part) => {
    const { name } = part;
    return { name, finding: partFinding(step, part, cases[name], answers[name] ?? []) };
  });
  return { step, passed: parts.every(({ finding }) => !finding), parts, printed };
}

/** The inputs that a submission gets: they depend on the texts of all its files. */
export function casesFor({ files }: Submission, step: Step, seed: Seed) {
  const texts = JSON.stringify([...files].sort(([a], [b]) => a < b ? -1 : 1));
  return drawCases(step, `${seed} ${texts}`);
}

function failed(step: Step, finding: Finding): StepReport {
  const parts = step.parts.map(({ name }) => ({ name, finding }));
  return { step, passed: false, parts, printed: "" };
}
