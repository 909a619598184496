import { words } from "../words.ts";
import { capital } from "./capital.ts";
import { DrawingView } from "./drawing_view.tsx";
import type { StepState } from "./exercise_state.ts";
import { PartView } from "./part_view.tsx";

const text = words.exercise;

/** A step: the result of its check, and pictures of its functions. */
export function StepView(
  { step, checking }: { readonly step: StepState; readonly checking: boolean },
) {
  const { number, title, file, check } = step;
  const passes = check?.parts.every(({ finding }) => !finding);
  return (
    <section class="exercise-step" aria-labelledby="exercise-step">
      <h3 id="exercise-step">{text.step(number, capital(title))}</h3>
      <div
        role="status"
        class="card verdict"
        data-verdict={check && (passes ? "passed" : "failed")}
      >
        <p>
          {check && <b>{passes ? text.passes(number) : text.fails(number)}</b>}{" "}
          <span class="quiet">
            {checking ? text.checking(file) : check ? file : text.unchecked(file)}
          </span>
        </p>
        {check && !passes && check.parts.map((part) => <PartView key={part.name} {...part} />)}
      </div>
      {check?.printed && (
        <>
          <h4>{text.printed}</h4>
          <pre tabIndex={0} aria-label={text.printed}>{check.printed}</pre>
        </>
      )}
      {check && (check.drawings.length > 0) && (
        <>
          <h4>{text.drawings}</h4>
          {check.drawing && <p class="quiet">{text.drawing}</p>}
          <div class="exercise-drawings">
            {check.drawings.map((drawing) => (
              <DrawingView key={drawing.title} drawing={drawing} step={number} />
            ))}
          </div>
        </>
      )}
    </section>
  );
}
