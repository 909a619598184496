import { type Flags, namingFlags } from "./flags.ts";

/** Where a script's words go. Only `lib/cli` prints. */
export interface Terminal {
  /** Results, to standard output. */
  say(line?: string): void;
  /** Progress, to standard error. */
  note(line: string): void;
  /** What is odd, to standard error; the same words once. */
  caution(line: string): void;
  /** Whether results go to a terminal, not to a pipe or a file. */
  readonly interactive: boolean;
  /** Whether a progress bar may be drawn on standard error. */
  readonly bar: boolean;
}

/** What a {@linkcode terminal} is to do. */
export interface TerminalOptions {
  /** Prints nothing but errors. */
  readonly quiet: boolean;
  /** By which cautions name the options. */
  readonly flags?: Flags;
  /**
   * Called when standard output cannot be written to: once, since nothing is written to it any more.
   * Without it the system's error is thrown.
   */
  lost?(error: unknown): void;
}

/** The process' own terminal. */
export function terminal({ quiet, lost, flags = {} }: TerminalOptions): Terminal {
  let isLost = false;
  function say(line = ""): void {
    if (isLost) return;
    try {
      write(Deno.stdout, `${line}\n`);
    } catch (error) {
      if (!lost) throw error;
      isLost = true;
      lost(error);
    }
  }
  const told = new Set<string>();
  function caution(line: string): void {
    if (told.has(line)) return;
    told.add(line);
    complain(`caution: ${namingFlags(line, flags)}`);
  }
  return {
    say: quiet ? () => {} : say,
    note: quiet ? () => {} : complain,
    caution: quiet ? () => {} : caution,
    interactive: Deno.stdout.isTerminal(),
    bar: !quiet && Deno.stderr.isTerminal() && !isDumb(),
  };
}

/** A line on standard error. Where that cannot be written to, there is nobody left to tell. */
export function complain(line: string): void {
  toStderr(`${line}\n`);
}

/** Writes a text to standard error, if that can be. */
export function toStderr(text: string): void {
  try {
    write(Deno.stderr, text);
  } catch { /* a terminal that was closed, a full disk: no reason to stop */ }
}

/**
 * Writes all of a text.
 * @throws the system's error, where it cannot be written
 */
export function write(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += stream.writeSync(bytes.subarray(at));
    } catch (error) {
      // A pipe that another program has set to refuse when it is full: wait until it is read.
      if (!(error instanceof Deno.errors.WouldBlock)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** Whether this terminal is known to take plain lines only. Asking takes a permission. */
function isDumb(): boolean {
  const { state } = Deno.permissions.querySync({ name: "env", variable: "TERM" });
  return state === "granted" && Deno.env.get("TERM") === "dumb";
}
