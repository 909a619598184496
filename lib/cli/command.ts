import config from "../../deno.json" with { type: "json" };
import {
  Argument,
  Command as Commander,
  CommanderError,
  InvalidArgumentError,
  Option,
} from "../deps/commander.ts";
import { printable, UserError } from "../user_error.ts";
import { type Flag, flagName, type Flags, type Options } from "./flags.ts";
import { inClone, invocation } from "./invocation.ts";
import { type Terminal, terminal } from "./terminal.ts";

/** A script: what it shows, what it takes, what it does. */
export interface Command<F extends Flags = Flags> {
  /** The task's name. */
  readonly name: string;
  /** What it shows, in one or two sentences. */
  readonly description: string;
  readonly flags: F;
  /** Command lines without `deno task`, each with what it does; they begin with the task's name. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** What is wrong with flags that do not go together: then the status is 2. */
  objection?(options: Options<F>): string | undefined;
  /**
   * Ctrl-C aborts the signal, a second one ends the process at once. The first one does where this
   * takes no signal.
   */
  run(options: Options<F>, terminal: Terminal, signal: AbortSignal): Promise<void>;
}

/** Exit statuses of every script. */
export const STATUS = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/**
 * Reads the command line, runs the command, and turns what goes wrong into a line on standard error.
 *
 * @returns the exit status: 0 done, 1 failed, 2 bad usage, 130 interrupted
 */
export async function runCommand<F extends Flags>(
  command: Command<F>,
  args: readonly string[] = Deno.args,
): Promise<number> {
  const parsed = parseArguments(command, args);
  if ("status" in parsed) {
    (parsed.status === STATUS.done ? console.log : console.error)(parsed.message);
    return parsed.status;
  }
  const interruption = new AbortController();
  const interrupt = () => {
    if (interruption.signal.aborted) Deno.exit(STATUS.interrupted);
    interruption.abort(new DOMException("interrupted.", "AbortError"));
    if (command.run.length < 3) {
      console.error("interrupted.");
      Deno.exit(STATUS.interrupted);
    }
  };
  Deno.addSignalListener("SIGINT", interrupt);
  try {
    await command.run(parsed.options, terminal(parsed), interruption.signal);
    return interruption.signal.aborted ? STATUS.interrupted : STATUS.done;
  } catch (error) {
    if (interruption.signal.aborted) {
      const told = error instanceof DOMException || error instanceof UserError;
      console.error(told ? error.message : "interrupted.");
      return STATUS.interrupted;
    }
    console.error(`error: ${explain(error)}`);
    return STATUS.failed;
  } finally {
    Deno.removeSignalListener("SIGINT", interrupt);
  }
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
  const lines = examples.map(([line, what]) => `  ${line.replace(name, call)}\n      ${what}`);
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

/** A user's mistake in one line; a mistake of ours with its stack, since that is what helps then. */
function explain(error: unknown): string {
  if (error instanceof UserError) return error.message;
  const missing = missingRight(error);
  if (missing) {
    const hint = inClone ? " The tasks in deno.json carry the rights that the scripts need." : "";
    return `${missing.message}.${hint}`;
  }
  if (error instanceof Error && "code" in error) return error.message; // the system's own refusal
  return `this is a mistake of the program, not yours.\n${(error as Error)?.stack ?? error}`;
}

/** Deno's refusal, where one is the cause of an error, or of what a package made of it. */
function missingRight(error: unknown): Error | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Deno.errors.NotCapable) return cause;
  }
}
