import { oneLine } from "../../user_error.ts";
import { table } from "../table.ts";
import { type GradedClass, mistakeCounts, passesOf } from "./graded_class.ts";
import { namesText, stepsText } from "./same_text.ts";

/** How many of the most frequent mistakes, and of the groups with the same files, are listed; the page has all. */
const MOST = 10;

/** The grades of a class as the terminal shows them. */
export function classLines(graded: GradedClass): string[] {
  const { grades, steps, same } = graded;
  const head = ["student", ...steps.map(({ number }) => `step ${number}`), "total"];
  const rows = grades.map(({ name, steps, points, outOf }) => [
    oneLine(name),
    ...steps.map(({ points }) => String(points)),
    `${points} of ${outOf}`,
  ]);
  const passed = ["students who pass", ...steps.map((_, at) => String(passesOf(graded, at))), ""];
  return [
    ...table([head, ...rows, passed]),
    ...mistakeLines(graded),
    ...sameLines(same),
  ];
}

function mistakeLines(graded: GradedClass): string[] {
  const counts = mistakeCounts(graded);
  if (counts.length === 0) return [];
  const rows = counts.slice(0, MOST).map(({ step, name, mistake, students }) => [
    mistake.name,
    `step ${step.number}, ${name}`,
    String(students),
  ]);
  return ["", "The most frequent mistakes, and how many made them:", ...table(rows, 2)];
}

function sameLines(same: GradedClass["same"]): string[] {
  if (same.length === 0) return [];
  const more = same.length - MOST;
  return [
    "",
    "The same text, but for comments and white space:",
    ...same.slice(0, MOST).map((group) =>
      `  ${stepsText(group)}: ${namesText(group.names)}` +
      (group.isSolution ? ", as in the model solution" : "")
    ),
    ...more > 0 ? [`  and ${more} more in grades.html`] : [],
  ];
}
