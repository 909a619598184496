import { type ComponentChildren, useEffect } from "../../lib/deps/preact.ts";
import { state } from "../state.ts";
import { words } from "../words.ts";
import { Formula } from "./formula.tsx";
import { looked } from "./lit_step.ts";

/** A step of a proof, 1 to 6. */
export interface ProofStepProps {
  readonly step: number;
  /** Its numbers, shown while it is selected. */
  readonly children: ComponentChildren;
}

/**
 * A step of a proof: its formula, and while it is selected its numbers. The pictures light up its part while it is
 * selected, and while the pointer or the keyboard is at it.
 */
export function ProofStep({ step, children }: ProofStepProps) {
  const { title, text } = words.kl.steps[step - 1];
  const { value } = state.kl.step;
  const isSelected = value.value === step;
  const look = () => looked.value = step;
  const leave = () => looked.value = 0;
  useEffect(() => leave, []); // nobody looks at a step that is gone
  const picture = step <= 3 ? "kl-picture" : "kl-bars";
  return (
    <li
      id={`kl-step-${step}`}
      class={`card kl-step${isSelected ? " selected" : ""}`}
      onPointerEnter={(event) => event.pointerType === "mouse" && look()}
      onPointerLeave={leave}
      onFocusIn={look}
      onFocusOut={leave}
    >
      <button
        type="button"
        aria-pressed={isSelected}
        onClick={() => value.value = isSelected ? 0 : step}
      >
        {title}
      </button>
      <Formula step={step} />
      {text.map((text) => <p key={text}>{text}</p>)}
      {isSelected && (
        <div id={`kl-numbers-${step}`} class="kl-numbers">
          {children}
          <button type="button" class="small kl-jump" onClick={() => show(picture)}>
            {words.kl.toPicture}
          </button>
        </div>
      )}
    </li>
  );
}

/** Scrolls to a picture that a narrow page has above the proof. */
function show(id: string): void {
  document.getElementById(id)?.scrollIntoView({ block: "start" });
}
