import config from "../../deno.json" with { type: "json" };
import { UserError } from "../user_error.ts";
import { allFlags, type CommandLine } from "./command_line.ts";
import { type Flags, namingFlags, type Options } from "./flags.ts";
import { helpText } from "./help_text.ts";
import { lineWidth } from "./line_width.ts";
import { invocation } from "./invocation.ts";
import { readFlags } from "./read_flags.ts";
import { STATUS } from "./stop.ts";

/** What a command line asks for: to run with these options, or to print this and end. */
export type Parsed<F extends Flags> =
  | { readonly options: Options<F>; readonly quiet: boolean }
  | { readonly status: 0 | 2; readonly message: string };

/**
 * Reads a command line. Prints nothing, and never throws for what a user may type. Who asks for help
 * gets it, whatever else the line says.
 */
export function parseArguments<F extends Flags>(
  command: CommandLine<F>,
  args: readonly string[],
): Parsed<F> {
  const call = () => invocation(command.name); // only where it is printed: it may ask the environment
  const end = args.indexOf("--");
  const asked = (flag: string) => args.slice(0, end < 0 ? args.length : end).includes(flag);
  if (asked("--help") || asked("-h")) {
    const message = helpText(command, { call: call(), width: lineWidth() });
    return { status: STATUS.done, message };
  }
  if (asked("--version")) return { status: STATUS.done, message: config.version };
  try {
    const { quiet, help: _, version: __, ...options } = readFlags(allFlags(command.flags), args);
    const mistake = command.objection?.(options as Options<F>);
    if (mistake) throw new UserError(namingFlags(mistake, command.flags));
    return { options: options as Options<F>, quiet: quiet as boolean };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { status: STATUS.usage, message: `error: ${error.message}\nSee ${call()} --help.` };
  }
}
