/** Where a script's words go. Only `lib/cli` prints. */
export interface Terminal {
  /** Results, to standard output. */
  say(line?: string): void;
  /** Progress, to standard error. */
  note(line: string): void;
  /** Whether results go to a terminal, not to a pipe or a file. */
  readonly interactive: boolean;
  /** Whether a progress bar may be drawn on standard error. */
  readonly bar: boolean;
}

/** The process' own terminal; with `quiet`, nothing but errors is printed. */
export function terminal({ quiet }: { quiet: boolean }): Terminal {
  return {
    say: quiet ? () => {} : (line = "") => console.log(line),
    note: quiet ? () => {} : (line) => console.error(line),
    interactive: Deno.stdout.isTerminal(),
    bar: !quiet && Deno.stderr.isTerminal(),
  };
}
