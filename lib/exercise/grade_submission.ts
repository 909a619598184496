import type { Seed } from "../math/seed.ts";
import { UserError } from "../user_error.ts";
import { readAnswerSheet } from "./answer_sheet.ts";
import { checkStep, type StepReport } from "./check_step.ts";
import type { FoundSubmission } from "./find_submissions.ts";
import { POINTS_PER_STEP, pointsFor, sumOfPoints } from "./points.ts";
import type { Limits } from "./limits.ts";
import type { Step } from "./step.ts";
import { openSubmission } from "./submission.ts";

/** What a student gets for a step. */
export interface StepGrade extends StepReport {
  /** Of {@linkcode POINTS_PER_STEP}, to a tenth. */
  readonly points: number;
}

/** What a student gets. */
export interface Grade {
  /** The student. */
  readonly name: string;
  /** In the steps' order. */
  readonly steps: readonly StepGrade[];
  /** The sum over the steps. */
  readonly points: number;
  readonly outOf: number;
  /** The texts of the files of code, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** The answers to the written questions, for a person to mark. */
  readonly answers?: string;
}

/** How a submission is graded. */
export interface GradeOptions {
  /** Changes the inputs that are drawn. */
  readonly seed?: Seed;
  /** Of each step. */
  readonly limits?: Limits;
  readonly signal?: AbortSignal;
}

/**
 * Grades a submission: each step in a process of its own. A folder that cannot be read gets no points, and says why
 * in each finding.
 *
 * @throws the signal's reason, if it was aborted
 */
export async function gradeSubmission(
  { name, folder }: FoundSubmission,
  steps: readonly Step[],
  options: GradeOptions = {},
): Promise<Grade> {
  const answers = await readAnswerSheet(folder);
  const { reports, files } = await checkSteps(folder, steps, options);
  const graded = reports.map((report) => ({ ...report, points: pointsFor(report.parts) }));
  return {
    name,
    steps: graded,
    points: sumOfPoints(graded.map(({ points }) => points)),
    outOf: POINTS_PER_STEP * steps.length,
    files,
    answers,
  };
}

async function checkSteps(
  folder: string,
  steps: readonly Step[],
  options: GradeOptions,
): Promise<{ reports: readonly StepReport[]; files: ReadonlyMap<string, string> }> {
  try {
    await using submission = await openSubmission(folder);
    const reports: StepReport[] = [];
    for (const step of steps) reports.push(await checkStep(submission, step, options));
    return { reports, files: submission.files };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {
      reports: steps.map((step) => unread(step, error.message)),
      files: new Map(),
    };
  }
}

function unread(step: Step, message: string): StepReport {
  const finding = {
    message,
    hint: "The folder holds the files that the exercise wrote, filled in.",
    strongerHint: "Nothing else is wanted in it.",
  };
  return {
    step,
    passed: false,
    parts: step.parts.map(({ name }) => ({ name, finding })),
    printed: "",
  };
}
