import { type Signal, signal } from "../lib/deps/preact_signals.ts";
import type { Option } from "../lib/run/option.ts";
import { readValue } from "../lib/run/read_value.ts";

/** A piece of the page's state that the address bar holds. */
export interface Entry<T = unknown> {
  /** What it is now. */
  readonly value: Signal<T>;
  /** What it is where the address says nothing. */
  readonly initial: T;
  /** Its value by a text of the address. @throws {RangeError} that says what is allowed */
  read(text: string): T;
  /** Its text in the address. */
  write(value: T): string;
}

/** An option of a task, as the command line has it: the same words, numbers and bounds. */
export function entryOf<T>(option: Option<T>): Entry<T> {
  return {
    value: signal(option.default),
    initial: option.default,
    read: (text) => readValue(option, text) as T,
    write: String,
  };
}

/** Numbers with commas between them: a code. */
export function numbers(initial: readonly number[] = []): Entry<readonly number[]> {
  return {
    value: signal(initial),
    initial,
    read(text) {
      const values = text === "" ? [] : text.split(",").map(Number);
      if (values.every(Number.isFinite)) return values;
      throw new RangeError("Allowed: numbers with commas between them.");
    },
    write: (values) => values.map((value) => Number(value.toFixed(3))).join(","),
  };
}
