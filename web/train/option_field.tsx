import { useEffect, useId } from "../../lib/deps/preact.ts";
import type { Option } from "../../lib/run/option.ts";
import type { Entry } from "../entry.ts";
import { useDraft } from "../parts/use_draft.ts";
import { words } from "../words.ts";
import { noteField, wrongFields } from "./wrong_fields.ts";

/** What the field is of. */
export interface OptionFieldProps {
  /** The option's name in the library. */
  readonly name: string;
  /** The option in the task's table: its default, its bounds, what it is. */
  readonly option: Option;
  /** Where its value is kept; `undefined` where the task's default holds. */
  readonly entry: Entry<unknown>;
}

/** A field for an option of a task, by the table that the command line has. */
export function OptionField({ name, option, entry }: OptionFieldProps) {
  const id = useId();
  const wrong = wrongFields.value[name];
  const value = entry.value.value;
  const label = words.train.options[name] ?? name;
  const initial = option.default === undefined ? words.train.automatic : String(option.default);
  useEffect(() => () => noteField(name), []); // a field that is gone is not wrong
  const take = (text: string): boolean => {
    try {
      entry.value.value = text === "" ? undefined : entry.read(text);
      noteField(name);
      return true;
    } catch (error) {
      noteField(name, (error as Error).message);
      return false;
    }
  };
  const draft = useDraft(value === undefined ? "" : String(value), take);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {option.kind === "word"
        ? (
          <select
            id={id}
            aria-describedby={`${id}-help`}
            value={value === undefined ? "" : String(value)}
            onChange={({ currentTarget }) => take(currentTarget.value)}
          >
            <option value="">
              {option.default === undefined ? initial : words.train.byTask(initial)}
            </option>
            {option.words!.map((word) => <option key={word} value={word}>{word}</option>)}
          </select>
        )
        : (
          <input
            id={id}
            aria-describedby={`${id}-help`}
            aria-invalid={wrong !== undefined}
            inputMode={option.kind === "whole number" ? "numeric" : "decimal"}
            autocomplete="off"
            placeholder={initial}
            {...draft}
          />
        )}
      <small id={`${id}-help`} class={wrong ? "wrong" : "quiet"}>
        {wrong ?? described(option.description)}
      </small>
    </div>
  );
}

/** A description of the library, which names other options in backquotes, in the page's words. */
function described(description: string): string {
  return description.replace(/`(\w+)`/g, (_, name) => words.train.options[name] ?? name);
}
