import type { Grade } from "../../exercise/grade_submission.ts";
import type { SameFiles } from "../../exercise/same_files.ts";
import type { NamedMistake, Step } from "../../exercise/step.ts";

/** A class, as it was graded. */
export interface GradedClass {
  /** In the order of the students' names. */
  readonly grades: readonly Grade[];
  readonly steps: readonly Step[];
  readonly same: readonly SameFiles[];
  /** By which the functions' inputs were drawn. */
  readonly seed: number;
}

/** How many students made a mistake. */
export interface MistakeCount {
  readonly step: Step;
  /** The function. */
  readonly name: string;
  readonly mistake: NamedMistake;
  readonly students: number;
}

/** The mistakes that were made, the most frequent one first; those of the same number in the steps' order. */
export function mistakeCounts({ grades, steps }: GradedClass): MistakeCount[] {
  const counts = steps.flatMap((step, at) =>
    step.parts.flatMap(({ name, mistakes }) =>
      mistakes.map((mistake) => ({
        ...{ step, name, mistake },
        students: grades.filter(({ steps }) =>
          steps[at].parts.some((part) =>
            part.name === name && part.finding?.mistake === mistake.name
          )
        ).length,
      }))
    )
  );
  return counts.filter(({ students }) => students > 0).sort((a, b) => b.students - a.students);
}

/** How many students pass a step, by its place in the class's steps. */
export function passesOf({ grades }: GradedClass, at: number): number {
  return grades.filter(({ steps }) => steps[at].passed).length;
}

/** The mistakes of a student that have a name: `2 klDiagonal: missing-half`. */
export function mistakesOf({ steps }: Grade): string[] {
  return steps.flatMap(({ step, parts }) =>
    parts.flatMap(({ name, finding }) =>
      finding?.mistake === undefined ? [] : [`${step.number} ${name}: ${finding.mistake}`]
    )
  );
}
