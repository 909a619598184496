import { useEffect } from "../../lib/deps/preact.ts";
import { state } from "../state.ts";
import { words } from "../words.ts";
import { CodeText } from "./code_text.tsx";
import { answered, exercise, followExercise } from "./follow_exercise.ts";
import { StepList } from "./step_list.tsx";
import { StepView } from "./step_view.tsx";

const text = words.exercise;

/** A student's exercise, in the state that `deno task check --watch` reports. */
export function Exercise() {
  useEffect(followExercise, []);
  const seen = exercise.value;
  if (!seen) {
    return (
      <>
        <h2>{text.heading}</h2>
        <p class="waiting" role="status">{answered.value ? text.waits : text.none}</p>
      </>
    );
  }
  const { folder, steps, latest, checking } = seen;
  const chosen = state.exercise.step.value.value || latest;
  const step = steps.find(({ number }) => number === chosen) ??
    steps.find(({ status }) => status === "open") ?? steps[0];
  return (
    <>
      <h2>{text.heading}</h2>
      <p>
        <CodeText text={text.intro(folder)} />
      </p>
      {!answered.value && <p class="notice" role="alert">{text.ended}</p>}
      <div class="exercise">
        <StepView key={step.number} step={step} checking={checking === step.number} />
        <StepList steps={steps} shown={step.number} />
      </div>
    </>
  );
}
