/** Names at most, one for each value of a byte; and characters of a name. */
const MOST_NAMES = 256, LONGEST_NAME = 100;

/** Characters that EMNIST's files of names may give one label: `A` and `a` are two. */
const MOST_CODES = 8;

/**
 * The names in a file that has one on each line, in the order of the labels; `undefined` for any other text.
 *
 * @example
 * ```ts
 * import { namesFromLines } from "./label_names.ts";
 *
 * namesFromLines("T-shirt\ntrousers\n"); // ["T-shirt", "trousers"]
 * ```
 */
export function namesFromLines(text: string): string[] | undefined {
  const names = linesOf(text);
  if (names.length === 0 || names.length > MOST_NAMES) return undefined;
  return names.every(isName) ? names : undefined;
}

/**
 * The names in a file as EMNIST's mappings, each line of which has a label and the codes of its characters;
 * `undefined` for any other text. A label that is left out is named by its number.
 *
 * @example
 * ```ts
 * import { namesFromMapping } from "./label_names.ts";
 *
 * namesFromMapping("1 65 97\n2 66 98\n"); // ["0", "Aa", "Bb"]
 * ```
 */
export function namesFromMapping(text: string): string[] | undefined {
  const lines = linesOf(text);
  if (lines.length === 0 || lines.length > MOST_NAMES) return undefined;
  const names: string[] = [];
  for (const line of lines) {
    if (!/^\d{1,3}([ \t]+\d{1,7})+$/.test(line)) return undefined;
    const [label, ...codes] = line.split(/[ \t]+/).map(Number);
    if (label >= MOST_NAMES || codes.length > MOST_CODES || !codes.every(isCharacter)) {
      return undefined;
    }
    names[label] = String.fromCodePoint(...codes);
  }
  return Array.from(names, (name, label) => name ?? `${label}`);
}

/** Whether it can be shown in a line. */
function isName(name: string): boolean {
  return name !== "" && name.length <= LONGEST_NAME && !/[\p{Cc}\ufffd]/u.test(name);
}

/** Whether it is the code of a character that is seen. */
function isCharacter(code: number): boolean {
  return code > 0x20 && code <= 0x10ffff && !/[\p{C}\p{Z}]/u.test(String.fromCodePoint(code));
}

/** The lines of a text, without spaces at their ends, and without empty ones at its end. */
function linesOf(text: string): string[] {
  return text.trimEnd().split(/\r?\n/).map((line) => line.trim());
}
