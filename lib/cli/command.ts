import config from "../../deno.json" with { type: "json" };
import {
  Argument,
  Command as Commander,
  CommanderError,
  InvalidArgumentError,
  Option,
} from "../deps/commander.ts";
import { printable } from "../user_error.ts";
import { explain } from "./explain.ts";
import { type Flag, flagName, type Flags, type Options } from "./flags.ts";
import { resumeLine } from "./interruption.ts";
import { invocation } from "./invocation.ts";
import { lostOutput, STATUS, Stop, stopOf } from "./stop.ts";
import { listenForStops } from "./stop_signals.ts";
import { complain, type Terminal, terminal, write } from "./terminal.ts";

/** A script: what it shows, what it takes, what it does. */
export type Command<F extends Flags = Flags> = Description<F> & (Interruptible<F> | Plain<F>);

/** What a script shows and takes. */
interface Description<F extends Flags> {
  /** The task's name. */
  readonly name: string;
  /** What it shows, in one or two sentences. */
  readonly description: string;
  readonly flags: F;
  /** Command lines without `deno task`, each with what it does; they begin with the task's name. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** What is wrong with flags that do not go together: then the status is 2. */
  objection?(options: Options<F>): string | undefined;
}

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
  using _ = listenForStops({ first: stop, again: (reason) => leave(again(command, reason)) });
  const onTerminal = Deno.stdout.isTerminal();
  const lost = (error: unknown) => stop(lostOutput(error, onTerminal));
  try {
    await command.run(parsed.options, terminal({ ...parsed, lost }), signal);
  } catch (error) {
    if (error instanceof Stop) return ended(error);
    // What is cut short may complain of it in words of its own.
    if (signal.aborted && error instanceof DOMException) return ended(stopOf(signal));
    complain(`error: ${explain(error)}`);
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
function again<F extends Flags>({ name, flags }: Command<F>, reason: Stop): Stop {
  return reason.told(
    "interrupted a second time, and ended at once." +
      ("resume" in flags
        ? ` What came after the last checkpoint is lost. Resume with: ${resumeLine(name)}`
        : ""),
  );
}

/** What a command line asks for: to run with these options, or to print this and end. */
export type Parsed<F extends Flags> =
  | { readonly options: Options<F>; readonly quiet: boolean }
  | { readonly status: 0 | 2; readonly message: string };

/** Reads a command line. Prints nothing, and never throws for what a user may type. */
export function parseArguments<F extends Flags>(
  { name, description, flags, examples, objection }: Command<F>,
  args: readonly string[],
): Parsed<F> {
  let printed = "";
  const collect = (text: string) => void (printed += text);
  const plain = () => false; // commander would ask the environment for colours, which needs a right
  const call = invocation(name);
  const commander = new Commander(call)
    .description(description)
    .exitOverride()
    .allowExcessArguments(false)
    .helpOption("-h, --help", "show this help")
    .version(config.version, "--version", "show the version")
    .option("--quiet", "print errors only")
    .configureOutput({
      writeOut: collect,
      writeErr: collect,
      getOutHasColors: plain,
      getErrHasColors: plain,
    });
  const off: Record<string, false> = {}; // the switches that are not given
  const words: string[] = []; // the flags that have no name on the command line
  for (const [key, flag] of Object.entries(flags)) {
    const name = flagName(key);
    if (flag.value === undefined) {
      const option = new Option(name, flag.description);
      commander.addOption(flag.conflict ? option.conflicts(flag.conflict) : option);
      off[key] = flag.default;
      continue;
    }
    if (flag.positional) {
      const argument = new Argument(`<${flag.value}>`, flag.description);
      commander.addArgument(argument.argParser(parser(flag)));
      words.push(key);
      continue;
    }
    const option = new Option(`${name} <${flag.value}>`, flag.description);
    if (flag.default !== undefined) option.default(flag.default);
    commander.addOption(option.argParser(parser(flag)));
  }
  const seeHelp = `See ${call} --help.`;
  const lines = examples.map(([line, what]) =>
    `  ${call}${line.slice(name.length)}\n      ${what}`
  );
  commander.addHelpText("after", `\nExamples:\n${lines.join("\n")}`);
  try {
    commander.parse([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { status: STATUS.done, message: printed.trimEnd() };
    return { status: STATUS.usage, message: `${printable(printed.trimEnd())}\n${seeHelp}` };
  }
  const { quiet = false, ...given } = commander.opts();
  const options = { ...off, ...given } as Options<F>;
  Object.assign(
    options,
    Object.fromEntries(words.map((key, i) => [key, commander.processedArgs[i]])),
  );
  const mistake = objection?.(options);
  if (mistake) return { status: STATUS.usage, message: `error: ${printable(mistake)}\n${seeHelp}` };
  return { options, quiet };
}

/** What commander asks of a flag's value. */
function parser<T>(flag: Flag<T>): (text: string, before?: T) => T {
  return (text, before) => {
    try {
      return flag.parse(text, before);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  };
}
