import { findSubmissions } from "../../exercise/find_submissions.ts";
import { gradeClass } from "../../exercise/grade_class.ts";
import { LIMITS } from "../../exercise/limits.ts";
import { sameFiles } from "../../exercise/same_files.ts";
import { STEPS } from "../../exercise/steps.ts";
import { printable, UserError } from "../../user_error.ts";
import { fetchPackages } from "../check/fetch_packages.ts";
import { inClone } from "../invocation.ts";
import { openOutput } from "../open_output.ts";
import { stopOf } from "../stop.ts";
import type { Terminal } from "../terminal.ts";
import { classLines } from "./class_lines.ts";
import { findingsCsv } from "./findings_csv.ts";
import type { GradeFlags } from "./grade_flags.ts";
import { GradeProgress } from "./grade_progress.ts";
import { gradesCsv } from "./grades_csv.ts";

const FILES = ["grades.csv", "findings.csv", "grades.html"] as const;

/**
 * `deno task grade`: checks submissions, and writes what they get as CSV and as a page.
 *
 * @throws {UserError} if there is no submission, or the results cannot be written
 * @throws {Stop} if the signal was aborted; nothing is written then
 */
export async function grade(
  { submissions: folders = [], seed, seconds, jobs, out, force }: GradeFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  if (!inClone) throw new UserError("deno task grade needs a clone of the lab; run it there.");
  const { submissions, leftOut } = await findSubmissions(folders);
  for (const sentence of leftOut) terminal.caution(printable(sentence));
  using output = await openOutput({ task: "grade", out, force }, FILES);
  await fetchPackages(signal);
  using progress = new GradeProgress(terminal, submissions.length);
  const grades = await gradeClass(submissions, STEPS, {
    ...{ jobs, seed, signal, limits: { ...LIMITS, seconds } },
    graded: (grade) => progress.graded(grade),
  }).catch((error) => {
    if (!signal.aborted) throw error;
    const stop = stopOf(signal);
    throw stop.told(
      `${stop.what} with ${progress.done} of ${submissions.length} submissions graded. Nothing was written.`,
    );
  });
  progress[Symbol.dispose]();
  const graded = { grades, steps: STEPS, same: sameFiles(grades, STEPS), seed };
  await output.write("grades.csv", gradesCsv(graded));
  await output.write("findings.csv", findingsCsv(graded));
  // Not before: by URL there is no JSX, and `--help` must answer there too.
  const { gradeHtml } = await import("./page/grade_html.tsx");
  await output.write("grades.html", gradeHtml(graded));
  for (const line of classLines(graded)) terminal.say(line);
  terminal.note(`results in ${out}: ${FILES.join(", ")}`);
}
