import { UserError } from "../user_error.ts";
import { type Flags, namingFlags, type Options } from "./flags.ts";
import { inClone } from "./invocation.ts";
import { resumeLine } from "./resume_line.ts";
import type { CommandLine } from "./command_line.ts";
import { parseArguments } from "./parse_arguments.ts";
import { lostOutput, STATUS, Stop, stopOf } from "./stop.ts";
import { listenForStops } from "./stop_signals.ts";
import { complain, type Terminal, terminal, write } from "./terminal.ts";

export { parseArguments, type Parsed } from "./parse_arguments.ts";

/** A script: what it shows, what it takes, what it does. */
export type Command<F extends Flags = Flags> = CommandLine<F> & (Interruptible<F> | Plain<F>);

/** A script that has something to finish when it is told to end: a batch, a checkpoint. */
interface Interruptible<F extends Flags> {
  readonly interruptible: true;
  /** The signal is aborted by Ctrl-C, SIGTERM and SIGHUP; a second Ctrl-C ends the process at once. */
  run(options: Options<F>, terminal: Terminal, signal: AbortSignal): Promise<void>;
}

/** A script that ends at once when it is told to. */
interface Plain<F extends Flags> {
  readonly interruptible?: false;
  run(options: Options<F>, terminal: Terminal): Promise<void>;
}

/** How long a command may take to stop before the user is told how to end it, in milliseconds. */
const PATIENCE = 1000;

/**
 * Reads the command line, runs the command, and turns what goes wrong into a line on standard error.
 *
 * @returns the exit status, see {@linkcode STATUS}
 */
export async function runCommand<F extends Flags>(
  command: Command<F>,
  args: readonly string[] = Deno.args,
): Promise<number> {
  const parsed = parseArguments(command, args);
  if ("status" in parsed) return answer(parsed);
  const stopping = new AbortController();
  const { signal } = stopping;
  function stop(reason: Stop): void {
    if (!command.interruptible) leave(reason);
    if (signal.aborted) return;
    stopping.abort(reason);
    if (!reason.by || !Deno.stderr.isTerminal()) return;
    const hint = () => complain("\nfinishing what is under way; a second Ctrl-C ends it at once.");
    Deno.unrefTimer(setTimeout(hint, PATIENCE));
  }
  using _ = listenForStops({
    first: stop,
    again: (reason) => leave(again(command, parsed.options, reason)),
  });
  const onTerminal = Deno.stdout.isTerminal();
  const lost = (error: unknown) => stop(lostOutput(error, onTerminal));
  try {
    await command.run(parsed.options, terminal({ ...parsed, lost, flags: command.flags }), signal);
  } catch (error) {
    if (error instanceof Stop) return ended(error);
    // What is cut short may complain of it in words of its own.
    if (signal.aborted && error instanceof DOMException) return ended(stopOf(signal));
    complain(`error: ${namingFlags(explain(error), command.flags)}`);
    return STATUS.failed;
  }
  if (!signal.aborted) return STATUS.done;
  const reason = stopOf(signal);
  if (!reason.by) return ended(reason);
  complain(`${reason.by} came when the work was nearly done: it was finished.`);
  return STATUS.done;
}

/** Prints what was asked for, or what is wrong with the command line. */
function answer({ status, message }: { status: number; message: string }): number {
  if (status !== STATUS.done) {
    complain(message);
    return status;
  }
  try {
    write(Deno.stdout, `${message}\n`);
    return status;
  } catch (error) {
    return ended(lostOutput(error, Deno.stdout.isTerminal()));
  }
}

/** Says why, where there is anything to say. */
function ended({ message, status }: Stop): number {
  if (message) complain(message);
  return status;
}

function leave(reason: Stop): never {
  if (Deno.stderr.isTerminal()) complain(""); // a progress bar may be there, or a ^C
  Deno.exit(ended(reason));
}

/** What a second Ctrl-C leaves behind. */
function again<F extends Flags>(
  { name, flags }: Command<F>,
  { out }: { readonly out?: unknown },
  reason: Stop,
): Stop {
  return reason.told(
    "interrupted a second time, and ended at once." +
      ("resume" in flags
        ? ` What came after the last checkpoint is lost. Resume with: ${
          resumeLine(name, out as string)
        }`
        : ""),
  );
}

/** A user's mistake in one line; a mistake of ours with its stack, since that is what helps then. */
function explain(error: unknown): string {
  if (error instanceof UserError) return error.message;
  const missing = missingPermission(error);
  if (missing) {
    const hint = inClone
      ? " The tasks in deno.json carry the permissions that the scripts need."
      : "";
    return `${missing.message}.${hint}`;
  }
  if (error instanceof Error && "code" in error) return error.message; // the system's own refusal
  return `internal error; please report it.\n${(error as Error)?.stack ?? error}`;
}

/** Deno's refusal, where one is the cause of an error, or of what a package made of it. */
function missingPermission(error: unknown): Error | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Deno.errors.NotCapable) return cause;
  }
}
