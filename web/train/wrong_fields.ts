import { signal } from "../../lib/deps/preact_signals.ts";

/** What is wrong with the text in a field, by the option's name: what was typed and is not taken over. */
export const wrongFields = signal<Readonly<Record<string, string>>>({});

/** Notes what is wrong with a field; nothing, if it is well again. */
export function noteField(name: string, wrong?: string): void {
  const { [name]: _, ...others } = wrongFields.value;
  wrongFields.value = wrong ? { ...others, [name]: wrong } : others;
}
