import type { ComponentChildren } from "../../lib/deps/preact.ts";
import { useSignal } from "../../lib/deps/preact_signals.ts";

/** A field and what it sets. */
export interface NumberFieldProps<T> {
  readonly id: string;
  readonly label: ComponentChildren;
  readonly value: T;
  /** The value of a text. @throws {RangeError} that says what is allowed */
  read(text: string): T;
  set(value: T): void;
  /** What the arrow keys of the field add. */
  readonly step?: number;
}

/** A number that is typed; what is not allowed stays in the field, with a line that says what is. */
export function NumberField<T>(
  { id, label, value, read, set, step = 0.1 }: NumberFieldProps<T>,
) {
  /** A text that is being typed, what is wrong with it, and the value in whose place it stands. */
  const draft = useSignal<{ text: string; wrong: string; before: T } | null>(null);
  const take = (text: string) => {
    try {
      set(read(text));
      draft.value = { text, wrong: "", before: value };
    } catch (error) {
      draft.value = { text, wrong: (error as Error).message, before: value };
    }
  };
  // A wrong text is gone once the value is set in another way, by a handle or a button.
  const isGone = draft.value?.wrong && draft.value.before !== value;
  const { text, wrong } = !isGone && draft.value || { text: String(value), wrong: "" };
  return (
    <span class="kl-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        autocomplete="off"
        step={step}
        value={text}
        aria-invalid={wrong !== ""}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onInput={(event) => take(event.currentTarget.value)}
        onBlur={() => draft.value = draft.value?.wrong ? draft.value : null}
      />
      {wrong && <span id={`${id}-wrong`} class="kl-wrong" role="alert">{wrong}</span>}
    </span>
  );
}
