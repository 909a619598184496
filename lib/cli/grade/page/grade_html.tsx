import { renderToString } from "../../../deps/preact_render.ts";
import type { JSX } from "../../../deps/preact.ts";
import { POINTS_PER_STEP } from "../../../exercise/points.ts";
import type { GradedClass } from "../graded_class.ts";
import { ClassTable } from "./class_table.tsx";
import styles from "./grade.css" with { type: "text" };
import { SameFilesList } from "./same_files_list.tsx";
import { studentId } from "./student_id.ts";
import { StudentSection } from "./student_section.tsx";
import { Summary } from "./summary.tsx";

/** Nothing is loaded, and no script run: whatever a submission holds, it is text. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; " +
  "form-action 'none'";

/** The grades of a class as one HTML document, which needs no other file and runs no script. */
export function gradeHtml(graded: GradedClass): string {
  return `<!doctype html>
<!-- The VAE lab: grades (deno task grade). -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Grades of the exercise</title>
<link rel="icon" href="data:,">
<style>
${styles}</style>
</head>
<body>
${renderToString(<Page {...graded} />)}
</body>
</html>
`;
}

function Page(graded: GradedClass): JSX.Element {
  const { grades, steps, seed } = graded;
  const outOf = POINTS_PER_STEP * steps.length;
  return (
    <main>
      <h1>Grades of the exercise</h1>
      <p>
        {grades.length} {grades.length === 1 ? "submission" : "submissions"}. {POINTS_PER_STEP}{" "}
        points for each of {steps.length} {steps.length === 1 ? "step" : "steps"}, {outOf}{" "}
        in all, in equal shares for a step's functions. The inputs were drawn with the seed{" "}
        {seed}: with it, the same submission gets the same grade.
      </p>
      <Summary {...graded} />
      <ClassTable {...graded} />
      <SameFilesList {...graded} />
      <section aria-labelledby="students">
        <h2 id="students">Student by student</h2>
        {grades.map((grade, i) => (
          <StudentSection key={i} id={studentId(i)} grade={grade} same={graded.same} />
        ))}
      </section>
    </main>
  );
}
