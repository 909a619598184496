import { QUESTIONS } from "../../exercise/questions.ts";
import { oneLine } from "../../user_error.ts";
import { csvText } from "./csv_text.ts";
import { type GradedClass, mistakesOf } from "./graded_class.ts";

/**
 * A row for each student: the points of each step, their sum, and the mistakes that have a name. Where students have
 * answered written questions, an empty column for each of these stands at the end, for their marks.
 */
export function gradesCsv({ grades, steps }: GradedClass): string {
  const stepColumns = steps.map(({ number, id }) => `step ${number} ${id}`);
  const hasAnswers = grades.some(({ answers }) => answers !== undefined);
  const questions = hasAnswers ? QUESTIONS.map(({ name, points }) => `${name} (of ${points})`) : [];
  const rows = grades.map((grade) => ({
    student: oneLine(grade.name),
    ...Object.fromEntries(stepColumns.map((column, i) => [column, grade.steps[i].points])),
    total: grade.points,
    "out of": grade.outOf,
    mistakes: mistakesOf(grade).join("; "),
    ...Object.fromEntries(questions.map((column) => [column, ""])),
  }));
  return csvText(
    ["student", ...stepColumns, "total", "out of", "mistakes", ...questions],
    rows,
  );
}
