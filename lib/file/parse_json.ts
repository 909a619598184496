/** What a stranger's JSON may make us build. */
export interface JsonBounds {
  /** How many objects and lists may lie in each other. */
  readonly depth: number;
  /** How many objects, lists and commas there may be. */
  readonly parts: number;
}

/**
 * `JSON.parse` for a stranger's text. Refuses a name that an object has twice, of which `JSON.parse`
 * would keep the last one; and what is nested too deep or has too many parts, before they take memory.
 *
 * @throws {SyntaxError} that says what is wrong, and mostly where
 */
export function parseJson(text: string, { depth, parts }: JsonBounds): unknown {
  const names: Set<string>[] = []; // of each object (and list) that is open
  let string = ""; // the last one, as it is written
  let found = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const start = at;
      at = endOfString(text, start);
      string = text.slice(start, at + 1);
    } else if (character === ":") {
      const name = JSON.parse(string); // escapes write one name in several ways
      if (names.at(-1)?.has(name)) {
        throw new SyntaxError(`the name ${string} a second time, before character ${at}`);
      }
      names.at(-1)?.add(name);
    } else if (character === "}" || character === "]") {
      names.pop();
    } else if (character === "{" || character === "[" || character === ",") {
      if (++found > parts) throw new SyntaxError(`more than ${parts} parts at character ${at}`);
      if (character === ",") continue;
      if (names.push(new Set()) > depth) {
        throw new SyntaxError(`nested more than ${depth} deep at character ${at}`);
      }
    }
  }
  return JSON.parse(text);
}

/** Where the string that starts at `start` has its other quotation mark. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}
