/**
 * A mistake that the user can mend: it says what was wanted, what was found, and what to do. The
 * command line prints its message alone, without a stack trace; so a message may quote what a stranger
 * wrote into a file, and is made {@linkcode printable}.
 */
export class UserError extends Error {
  /** The class name, as for every built-in error. */
  override readonly name: string = "UserError";

  /** An error with this message, of which a terminal shows every character and obeys none. */
  constructor(message: string, options?: ErrorOptions) {
    super(printable(message), options);
  }
}

/** Longer texts lose their middle. */
const MAX_LENGTH = 4000;

/**
 * A text in which all that a terminal would obey (escape sequences, changes of direction) is written
 * out as `\u001b`; line ends stay.
 */
export function printable(text: string): string {
  const half = MAX_LENGTH / 2;
  const short = text.length > MAX_LENGTH ? `${text.slice(0, half)} ... ${text.slice(-half)}` : text;
  return short.replace(
    /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`,
  );
}
