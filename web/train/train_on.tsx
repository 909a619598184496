import { useId } from "../../lib/deps/preact.ts";
import { useSignal } from "../../lib/deps/preact_signals.ts";
import { TRAINING_TASKS } from "../state.ts";
import { useDraft } from "../parts/use_draft.ts";
import { words } from "../words.ts";
import type { Training } from "./training.ts";
import { show } from "./trainings.ts";

/** A run that has ended, trained further: to its planned end, or longer. */
export function TrainOn({ training }: { readonly training: Training }) {
  const id = useId();
  const text = useSignal("");
  const wrong = useSignal("");
  const draft = useDraft(text.value, (typed) => {
    text.value = typed;
    wrong.value = "";
    return true;
  });
  const begun = training.start.value;
  const status = training.status.value;
  const done = training.epochs.value.length;
  if (!begun || !["finished", "stopped"].includes(status) || done === 0) return null;
  const planned = Number(begun.options.epochs);
  const least = done + (status === "finished" ? 1 : 0);
  const spans = TRAINING_TASKS[begun.task].lengthMatters?.(begun.options as never);
  if (spans && status === "finished") {
    return <p class="quiet">{words.train.lengthMatters(planned)}</p>;
  }
  const initial = Math.max(planned, least);
  const go = async () => {
    const epochs = text.value === "" ? initial : Number(text.value);
    if (!Number.isSafeInteger(epochs) || epochs < least) {
      wrong.value = words.train.upToWrong(least);
      return;
    }
    const { task, id } = training.wanted;
    show([{ task, id, given: { epochs }, earlier: await training.files() }]);
  };
  return (
    <div class="buttons">
      <span class="field">
        <label for={id}>{words.train.upTo}</label>
        <input
          id={id}
          inputMode="numeric"
          placeholder={String(initial)}
          {...draft}
          disabled={spans}
          aria-invalid={wrong.value !== ""}
          aria-describedby={`${id}-wrong`}
        />
        <small id={`${id}-wrong`} class="wrong" role="alert">{wrong}</small>
      </span>
      <button type="button" data-pace="on" onClick={go}>{words.train.trainOn}</button>
    </div>
  );
}
