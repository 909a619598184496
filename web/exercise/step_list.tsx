import { state } from "../state.ts";
import { words } from "../words.ts";
import type { StepState } from "./exercise_state.ts";
import { capital } from "./capital.ts";

const text = words.exercise;

/** A sign for each status, shown along with its word. */
const SIGNS = { passed: "✓", open: "▸", later: "·" } as const;

/** The steps, and which of them pass; each step that has been checked can be shown. */
export function StepList(
  { steps, shown }: { readonly steps: readonly StepState[]; readonly shown: number },
) {
  const { value: chosen } = state.exercise.step;
  const passed = steps.filter(({ status }) => status === "passed").length;
  return (
    <section class="card" aria-labelledby="exercise-steps">
      <h3 id="exercise-steps">{text.steps}</h3>
      <progress
        aria-label={text.progress(passed, steps.length)}
        value={passed}
        max={steps.length}
      />
      <p class="exercise-steps-count">{text.progress(passed, steps.length)}</p>
      <ol class="exercise-steps">
        {steps.map(({ number, title, status, check }) => {
          const content = (
            <>
              <span class="sign" aria-hidden="true">{SIGNS[status]}</span>
              <span>{number}. {capital(title)}</span>
              <span class="quiet">{text.status[status]}</span>
            </>
          );
          return (
            <li key={number} data-status={status}>
              {check || number === shown
                ? (
                  <button
                    type="button"
                    aria-pressed={number === shown}
                    onClick={() => chosen.value = number}
                  >
                    {content}
                  </button>
                )
                : <p>{content}</p>}
            </li>
          );
        })}
      </ol>
      {chosen.value !== 0 && (
        <button type="button" class="small" onClick={() => chosen.value = 0}>
          {text.follow}
        </button>
      )}
    </section>
  );
}
