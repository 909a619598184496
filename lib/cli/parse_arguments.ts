import config from "../../deno.json" with { type: "json" };
import {
  Argument,
  Command as Commander,
  CommanderError,
  InvalidArgumentError,
  Option,
} from "../deps/commander.ts";
import { printable } from "../user_error.ts";
import { type Flag, flagName, type Flags, namingFlags, type Options } from "./flags.ts";
import { readValue } from "./read_value.ts";
import { invocation } from "./invocation.ts";
import { STATUS } from "./stop.ts";

/** What a script shows and takes. */
export interface CommandLine<F extends Flags> {
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

/** What a command line asks for: to run with these options, or to print this and end. */
export type Parsed<F extends Flags> =
  | { readonly options: Options<F>; readonly quiet: boolean }
  | { readonly status: 0 | 2; readonly message: string };

/** Reads a command line. Prints nothing, and never throws for what a user may type. */
export function parseArguments<F extends Flags>(
  { name, description, flags, examples, objection }: CommandLine<F>,
  args: readonly string[],
): Parsed<F> {
  let printed = "";
  const collect = (text: string) => void (printed += text);
  const plain = () => false; // commander would ask the environment for colours, which needs a right
  const call = () => invocation(name); // only where it is printed: it may ask the environment
  const commander = new Commander(name)
    .description(description)
    .exitOverride()
    .allowExcessArguments(false)
    .helpOption("-h, --help", "show this help")
    .configureHelp({ commandUsage: (command) => `${call()} ${command.usage()}` })
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
      const option = new Option(name, namingFlags(flag.description, flags));
      commander.addOption(flag.conflict ? option.conflicts(flag.conflict) : option);
      off[key] = false;
      continue;
    }
    if (flag.positional) {
      const argument = new Argument(`<${flag.value}>`, namingFlags(flag.description, flags));
      commander.addArgument(argument.argParser(parser(flag)));
      words.push(key);
      continue;
    }
    const option = new Option(`${name} <${flag.value}>`, namingFlags(flag.description, flags));
    if (flag.default !== undefined) option.default(flag.default);
    commander.addOption(option.argParser(parser(flag)));
  }
  const seeHelp = () => `See ${call()} --help.`;
  commander.addHelpText("after", () => {
    const lines = examples.map(([line, what]) =>
      `  ${call()}${line.slice(name.length)}\n      ${what}`
    );
    return `\nExamples:\n${lines.join("\n")}`;
  });
  try {
    commander.parse([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { status: STATUS.done, message: printed.trimEnd() };
    return { status: STATUS.usage, message: `${printable(printed.trimEnd())}\n${seeHelp()}` };
  }
  const { quiet = false, ...given } = commander.opts();
  const options = { ...off, ...given } as Options<F>;
  Object.assign(
    options,
    Object.fromEntries(words.map((key, i) => [key, commander.processedArgs[i]])),
  );
  const mistake = objection?.(options);
  if (mistake) {
    return {
      status: STATUS.usage,
      message: `error: ${printable(namingFlags(mistake, flags))}\n${seeHelp()}`,
    };
  }
  return { options, quiet };
}

/** What commander asks of a flag's value. */
function parser<T>(flag: Flag<T>): (text: string, before?: T) => T {
  return (text, before) => {
    try {
      return readValue(flag, text, before) as T;
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  };
}
