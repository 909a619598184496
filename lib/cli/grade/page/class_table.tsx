import type { JSX } from "../../../deps/preact.ts";
import type { StepGrade } from "../../../exercise/grade_submission.ts";
import { printable } from "../../../user_error.ts";
import type { GradedClass } from "../graded_class.ts";
import { studentId } from "./student_id.ts";
import { WideTable } from "./wide_table.tsx";

/** Students down, steps across: the points, and under them the mistakes that have a name. */
export function ClassTable({ grades, steps }: GradedClass): JSX.Element {
  return (
    <section aria-labelledby="points">
      <h2 id="points">Points</h2>
      <WideTable caption="Points by student and step, and the mistakes that were made">
        <thead>
          <tr>
            <th scope="col" class="words">Student</th>
            {steps.map(({ number }) => <th key={number} scope="col">Step {number}</th>)}
            <th scope="col">Total</th>
          </tr>
        </thead>
        <tbody>
          {grades.map(({ name, steps, points, outOf }, i) => (
            <tr key={i}>
              <th scope="row" class="words">
                <a href={`#${studentId(i)}`}>{printable(name)}</a>
              </th>
              {steps.map((step) => <Cell key={step.step.number} {...step} />)}
              <td>
                <b>{points}</b> of {outOf}
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}

function Cell({ points, parts }: StepGrade): JSX.Element {
  const mistakes = parts.flatMap(({ finding }) => finding?.mistake ?? []);
  return (
    <td>
      {points}
      {mistakes.map((mistake) => <span key={mistake} class="mistake">{mistake}</span>)}
    </td>
  );
}
