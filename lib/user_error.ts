/**
 * A mistake that the user can mend: it says what was wanted, what was found, and what to do. The
 * command line prints its message alone, without a stack trace. A message may quote what a stranger
 * wrote into a file: a terminal shows every character of it and obeys none but line ends.
 */
export class UserError extends Error {
  /** The class name, as for every built-in error. */
  override readonly name: string = "UserError";

  /** An error with this message, in which escape sequences and the like are written out. */
  constructor(message: string, options?: ErrorOptions) {
    super(printable(message), options);
  }
}

/** Longer texts lose their middle. */
const MAX_LENGTH = 4000;

/** A text which a terminal shows as it is: all that it would obey, but for line ends, is written out. */
export function printable(text: string): string {
  return written(text, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu);
}

/** A stranger's text for a message of one line: its line ends, too, are written out. */
export function oneLine(text: string): string {
  return written(text, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu);
}

/** A text in which what a terminal would obey (escape sequences, changes of direction) is `\u001b`. */
function written(text: string, obeyed: RegExp): string {
  return shortened(
    shortened(text).replace(
      obeyed,
      (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`,
    ),
  );
}

function shortened(text: string): string {
  const half = MAX_LENGTH / 2;
  return text.length > MAX_LENGTH ? `${text.slice(0, half)} ... ${text.slice(-half)}` : text;
}
