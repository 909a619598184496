import type { JSX } from "../../../deps/preact.ts";
import { type GradedClass, mistakeCounts, passesOf } from "../graded_class.ts";
import { WideTable } from "./wide_table.tsx";

/** How the class did: who passes each step, and what went wrong most. */
export function Summary(graded: GradedClass): JSX.Element {
  const { grades, steps } = graded;
  const counts = mistakeCounts(graded);
  return (
    <section aria-labelledby="summary">
      <h2 id="summary">The class</h2>
      <WideTable caption="How many students pass each step">
        <thead>
          <tr>
            <th scope="col" class="words">Step</th>
            <th scope="col">Pass</th>
            <th scope="col">Of</th>
            <th scope="col">Mean points</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ number, title }, at) => (
            <tr key={number}>
              <th scope="row" class="words">{number}. {title}</th>
              <td>{passesOf(graded, at)}</td>
              <td>{grades.length}</td>
              <td>{mean(grades.map(({ steps }) => steps[at].points)).toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      {counts.length === 0
        ? <p>No mistake of the catalogue was made.</p>
        : (
          <WideTable caption="The mistakes, the most frequent one first">
            <thead>
              <tr>
                <th scope="col" class="words">Mistake</th>
                <th scope="col" class="words">Step</th>
                <th scope="col" class="words">Function</th>
                <th scope="col">Students</th>
                <th scope="col" class="words">What it does</th>
              </tr>
            </thead>
            <tbody>
              {counts.map(({ step, name, mistake, students }) => (
                <tr key={mistake.name}>
                  <th scope="row" class="words">{mistake.name}</th>
                  <td class="words">{step.number}</td>
                  <td class="words">
                    <code>{name}</code>
                  </td>
                  <td>{students}</td>
                  <td class="words wrapped">{mistake.message}</td>
                </tr>
              ))}
            </tbody>
          </WideTable>
        )}
    </section>
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
