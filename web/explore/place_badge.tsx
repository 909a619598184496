import { useSignal, useSignalEffect } from "../../lib/deps/preact_signals.ts";
import { words } from "../words.ts";
import { code, model } from "./explored.ts";
import { useAnswer } from "./use_answer.ts";

const text = words.explore.place;

/** Units beyond which the code must rest, and for how many milliseconds, before its place is asked for. */
const MANY = 32, REST = 150;

/** Says whether the code lies where the encoder puts codes. */
export function PlaceBadge() {
  const asked = useSignal<readonly number[] | undefined>(undefined);
  // With many units it takes a while, in which the picture would have to wait.
  useSignalEffect(() => {
    const shown = code.value;
    if (!shown || shown.length <= MANY) {
      asked.value = shown;
      return;
    }
    const timer = setTimeout(() => asked.value = shown, REST);
    return () => clearTimeout(timer);
  });
  const answer = useAnswer("place", () => {
    const shown = asked.value;
    return shown && { code: Float32Array.from(shown) };
  });
  const { value, error } = answer.value;
  const state = value ? (value.outside ? "outside" : "inside") : error ? "unknown" : "measuring";
  return (
    <p id="place" class={`place ${state}`} role="status" data-place={state}>
      {value ? text[value.outside ? "outside" : "inside"](model.value!.latentSize) : (
        error === undefined ? text.measuring : text.unknown
      )}
    </p>
  );
}
