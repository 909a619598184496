import type { FoundSubmission } from "./find_submissions.ts";
import { type Grade, type GradeOptions, gradeSubmission } from "./grade_submission.ts";
import type { Step } from "./step.ts";

/** How a class is graded. */
export interface ClassOptions extends GradeOptions {
  /** Submissions at a time. */
  readonly jobs: number;
  /** Is told of each submission that is graded, in the order in which they end. */
  graded?(grade: Grade): void;
}

/**
 * Grades submissions, some at a time; those of which a step did not finish once more, alone.
 *
 * @returns the grades in the order of the submissions
 * @throws the signal's reason, when all that were under way have ended; whatever else one throws, likewise
 */
export async function gradeClass(
  submissions: readonly FoundSubmission[],
  steps: readonly Step[],
  { jobs, graded, signal, ...options }: ClassOptions,
): Promise<Grade[]> {
  const failed = new AbortController();
  const all = { ...options, signal: AbortSignal.any([failed.signal, ...signal ? [signal] : []]) };
  const grades: Grade[] = [];
  let next = 0;
  async function work(): Promise<void> {
    try {
      while (next < submissions.length) {
        const at = next++;
        all.signal.throwIfAborted();
        grades[at] = await gradeSubmission(submissions[at], steps, all);
        graded?.(grades[at]);
      }
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  }
  const workers = await Promise.allSettled(Array.from({ length: jobs }, work));
  all.signal.throwIfAborted(); // with what the first of them threw
  for (const worker of workers) if (worker.status === "rejected") throw worker.reason;
  // What did not finish may have waited for a processor that another submission kept busy.
  for (const [at, { steps: graded }] of grades.entries()) {
    if (!graded.some(({ stopped }) => stopped === "wait")) continue;
    grades[at] = await gradeSubmission(submissions[at], steps, all);
  }
  return grades;
}
