import type { JSX } from "../../../deps/preact.ts";
import type { Grade, StepGrade } from "../../../exercise/grade_submission.ts";
import { POINTS_PER_STEP } from "../../../exercise/points.ts";
import type { SameFiles } from "../../../exercise/same_files.ts";
import type { Finding } from "../../../exercise/step.ts";
import { printable } from "../../../user_error.ts";
import { findingText } from "../finding_text.ts";
import { sameText, stepsText } from "../same_text.ts";

/** What a student's section shows. */
export interface StudentProps {
  readonly id: string;
  readonly grade: Grade;
  readonly same: readonly SameFiles[];
}

/** One student: each step that is not right, and what was found of it; the written answers, to be marked. */
export function StudentSection({ id, grade, same }: StudentProps): JSX.Element {
  const { name, points, outOf, steps, answers } = grade;
  const wrong = steps.filter(({ passed }) => !passed);
  const right = steps.filter(({ passed }) => passed).map(({ step }) => step.number);
  const shared = same.filter(({ names }) => names.includes(name));
  return (
    <section class="student" aria-labelledby={id}>
      <h3 id={id}>{printable(name)}: {points} of {outOf} points</h3>
      {right.length > 0 && (
        <p>
          {wrong.length === 0
            ? "All steps are right."
            : `Right: step${right.length > 1 ? "s" : ""} ${right.join(", ")}.`}
        </p>
      )}
      {wrong.map((step) => <WrongStep key={step.step.number} {...step} />)}
      {shared.map((group, i) => (
        <p key={i}>
          <b>{stepsText(group)}:</b> {sameText(group, name)}
        </p>
      ))}
      {answers !== undefined && (
        <Folded summary="Answers to the written questions" text={answers} student={name} />
      )}
    </section>
  );
}

function WrongStep({ step: { number, title }, points, parts, printed }: StepGrade): JSX.Element {
  return (
    <>
      <h4>Step {number}, {title}: {points} of {POINTS_PER_STEP}</h4>
      <ul>
        {findings(parts).map(([names, finding], i) => (
          <li key={i}>
            <code>{names.join(", ")}</code>
            {finding.mistake !== undefined && (
              <>
                {" "}
                (<b>{finding.mistake}</b>)
              </>
            )}: {findingText(finding)}
          </li>
        ))}
      </ul>
      {printed.trim() !== "" && <Folded summary={`Printed by step ${number}`} text={printed} />}
    </>
  );
}

/** A stranger's text as it is, folded away. */
function Folded(
  { summary, text, student }: {
    readonly summary: string;
    readonly text: string;
    readonly student?: string;
  },
): JSX.Element {
  return (
    <details>
      <summary>
        {summary}
        {student !== undefined && `, ${printable(student)}`}
      </summary>
      <pre>{shown(text)}</pre>
    </details>
  );
}

/** Each finding once, with its functions: a file that cannot be loaded gives all of them the same. */
function findings(parts: StepGrade["parts"]): [names: string[], finding: Finding][] {
  const byFinding = new Map<Finding, string[]>();
  for (const { name, finding } of parts) {
    if (finding) byFinding.set(finding, [...byFinding.get(finding) ?? [], name]);
  }
  return [...byFinding].map(([finding, names]) => [names, finding]);
}

/** Piece by piece, so that no text loses its middle, as one long message would. */
function shown(text: string): string {
  const pieces = text.trimEnd().replace(/[\r\t]/g, " ").match(/.{1,1000}|\n/gu) ?? [];
  return pieces.map(printable).join("");
}
