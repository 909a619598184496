import { useId } from "../../lib/deps/preact.ts";
import { words } from "../words.ts";
import { shownLook } from "./shown_look.ts";
import type { Training } from "./training.ts";

/** Back through what was seen of the model: bars, digits and map follow. */
export function Scrubber({ training }: { readonly training: Training }) {
  const id = useId();
  const { looks, chosen } = training;
  const last = looks.value.length - 1;
  const look = shownLook(training);
  if (!look || last < 1) return null;
  const text = words.train.lookAt(look.epoch, look.batch + 1);
  return (
    <div class="field scrubber">
      <label for={id}>{words.train.scrubber}</label>
      <span class="buttons">
        <input
          id={id}
          type="range"
          min={0}
          max={last}
          value={chosen.value ?? last}
          aria-valuetext={text}
          onInput={({ currentTarget }) => chosen.value = Number(currentTarget.value)}
        />
        <button
          type="button"
          class="small"
          aria-pressed={chosen.value === undefined}
          onClick={() => chosen.value = undefined}
        >
          {words.train.latest}
        </button>
        <output for={id}>{text}</output>
      </span>
    </div>
  );
}
