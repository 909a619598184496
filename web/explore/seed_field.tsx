import { useSignal } from "../../lib/deps/preact_signals.ts";
import { nextSeed } from "../../lib/math/seed.ts";
import { useDraft } from "../parts/use_draft.ts";
import { state } from "../state.ts";
import { words } from "../words.ts";

const text = words.explore.samples;

/** The seed of the samples, as the command line takes it. */
export function SeedField() {
  const wrong = useSignal("");
  const { value, read } = state.explore.seed;
  const draft = useDraft(String(value.value), (typed) => {
    try {
      value.value = read(typed);
      wrong.value = "";
      return true;
    } catch (error) {
      wrong.value = (error as Error).message;
      return false;
    }
  });
  return (
    <div class="buttons">
      <label for="sample-seed">{text.seed}</label>
      <input
        id="sample-seed"
        inputMode="numeric"
        autocomplete="off"
        {...draft}
        aria-invalid={wrong.value !== ""}
        aria-describedby="sample-seed-wrong"
      />
      <button type="button" id="sample-next" onClick={() => value.value = nextSeed(value.value)}>
        {text.next}
      </button>
      <span id="sample-seed-wrong" role="status">{wrong}</span>
    </div>
  );
}
