import { useId } from "../../lib/deps/preact.ts";
import { useSignal } from "../../lib/deps/preact_signals.ts";
import type { RunOptions } from "../../lib/run/run_options.ts";
import { useDraft } from "../parts/use_draft.ts";
import { TRAINING_TASKS } from "../state.ts";
import { words } from "../words.ts";
import { objectionWords } from "./objection_words.ts";
import type { Pace } from "./protocol.ts";
import type { Training } from "./training.ts";

/** Batches between two looks at the model. */
const LOOKS = [1, 10, 50];

/** Pause, one batch, one epoch, stop, faster, and another beta. */
export function Controls({ training }: { readonly training: Training }) {
  const status = training.status.value;
  const isLive = status === "running" || status === "paused" || status === "measuring";
  if (!isLive) return null;
  const stop = ({ currentTarget }: { currentTarget: HTMLElement }) => {
    // The buttons go away with the run: the focus stays with it.
    currentTarget.closest<HTMLElement>(".run")?.focus();
    training.stop();
  };
  const button = (label: string, pace: Pace) => (
    <button
      type="button"
      data-pace={pace}
      onClick={() => training.pace(pace)}
    >
      {label}
    </button>
  );
  return (
    <div class="buttons" role="group" aria-label={words.train.controls}>
      {status === "paused" ? button(words.train.goOn, "run") : button(words.train.pause, "pause")}
      {button(words.train.oneBatch, "batch")}
      {button(words.train.oneEpoch, "epoch")}
      <button type="button" data-pace="stop" onClick={stop}>
        {words.train.stop}
      </button>
      <Speed training={training} />
      <Beta training={training} />
    </div>
  );
}

function Speed({ training }: { readonly training: Training }) {
  const id = useId();
  const batches = useSignal(LOOKS[1]);
  return (
    <span class="field">
      <label for={id}>{words.train.speed}</label>
      <select
        id={id}
        value={batches.value}
        onChange={({ currentTarget }) => {
          batches.value = Number(currentTarget.value);
          training.lookEvery(batches.value);
        }}
      >
        {LOOKS.map((n) => <option key={n} value={n}>{words.train.everyBatches(n)}</option>)}
        <option value={Infinity}>{words.train.everyEpoch}</option>
      </select>
    </span>
  );
}

/** The weight's factor, changed while the run goes on. */
function Beta({ training }: { readonly training: Training }) {
  const id = useId();
  const changes = training.changes.value;
  const beta = changes[changes.length - 1]?.beta ?? Number(training.start.value?.options.beta ?? 1);
  const wrong = useSignal("");
  const draft = useDraft(`${beta}`, (typed) => {
    const value = typed === "" ? NaN : Number(typed);
    wrong.value = Number.isFinite(value) && value >= 0
      ? objection(training, value)
      : words.train.betaWrong(beta);
    if (!wrong.value) training.changeBeta(value);
    return !wrong.value;
  });
  return (
    <span class="field">
      <label for={id}>{words.train.betaNow}</label>
      <input
        id={id}
        class="beta"
        type="number"
        min="0"
        step="0.1"
        {...draft}
        aria-invalid={wrong.value !== ""}
        aria-describedby={`${id}-help`}
      />
      <small id={`${id}-help`} class={wrong.value ? "wrong" : "quiet"}>
        {wrong.value || words.train.betaHelp}
      </small>
    </span>
  );
}

/** Why the run cannot have this weight beside its other options; nothing if it can. */
function objection(training: Training, beta: number): string {
  const start = training.start.value;
  if (!start) return "";
  const options = { ...start.options, beta } as unknown as RunOptions;
  return objectionWords(TRAINING_TASKS[start.task].objection?.(options) ?? "");
}
