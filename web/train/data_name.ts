import { signal } from "../../lib/deps/preact_signals.ts";
import { shellWord } from "../parts/shell_word.ts";

/** Where the page's images come from: `mnist`, or a folder, or its name; none until the server has told. */
export const dataName = signal<string | undefined>(undefined);

/** The option by which the command line takes the same images, as far as the page knows their folder. */
export function dataOption(): { readonly data?: string } {
  const name = dataName.value;
  return name === undefined || name === "mnist" ? {} : { data: shellWord(name) };
}
