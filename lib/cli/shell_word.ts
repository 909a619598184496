import { posixWord } from "./posix_word.ts";

/** Words that neither cmd nor PowerShell reads otherwise. */
const PLAIN_ON_WINDOWS = /^[\w./\\:-]+$/;

/** A text as a shell of this system takes it for one word, and as it is. */
export function shellWord(text: string): string {
  if (Deno.build.os !== "windows") return posixWord(text);
  return PLAIN_ON_WINDOWS.test(text) ? text : `"${text}"`;
}
