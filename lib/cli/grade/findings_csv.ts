import { oneLine } from "../../user_error.ts";
import { type CsvRow, csvText } from "./csv_text.ts";
import { findingText } from "./finding_text.ts";
import type { GradedClass } from "./graded_class.ts";
import { sameText } from "./same_text.ts";

const COLUMNS = ["student", "step", "function", "passed", "mistake", "message"];

/** A row for each function of each student; one without a function for a file that somebody else has too. */
export function findingsCsv({ grades, same }: GradedClass): string {
  const rows = grades.flatMap(({ name, steps }) =>
    steps.flatMap(({ step, parts }): CsvRow[] => {
      const row = { student: oneLine(name), step: step.number };
      const shared = same.filter(({ names, steps }) =>
        names.includes(name) && steps.includes(step)
      );
      return [
        ...parts.map(({ name, finding }) => ({
          ...row,
          function: name,
          passed: finding ? "no" : "yes",
          mistake: finding?.mistake ?? "",
          message: finding ? findingText(finding) : "",
        })),
        ...shared.map((group) => ({
          ...{ ...row, function: "", passed: "", mistake: "" },
          message: sameText(group, name),
        })),
      ];
    })
  );
  return csvText(COLUMNS, rows);
}
