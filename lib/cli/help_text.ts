import { allFlags, type CommandLine } from "./command_line.ts";
import { wrapped } from "./wrapped.ts";
import { type Flag, flagName, type Flags, isArgument, namingFlags } from "./flags.ts";

/** Longer terms stand on a line of their own, so that the texts beside the others stay wide. */
const LONGEST_TERM = 28;

/** How a help is laid out. */
export interface HelpTextOptions {
  /** How the user calls the script: `deno task anneal`. */
  readonly call: string;
  /** The number of characters in a line, at least 60. */
  readonly width: number;
}

/** What `--help` shows: usage, description, arguments, options and examples. */
export function helpText<F extends Flags>(
  { name, description, flags, examples }: CommandLine<F>,
  { call, width }: HelpTextOptions,
): string {
  const entries = Object.entries<Flag>(allFlags(flags));
  const args = entries.flatMap(([, flag]): Row[] =>
    isArgument(flag) ? [[argumentTerm(flag), namingFlags(flag.description, flags)]] : []
  );
  const options = entries.flatMap(([key, flag]): Row[] =>
    isArgument(flag) ? [] : [[optionTerm(key, flag), namingFlags(optionText(flag), flags)]]
  );
  const terms = [...args, ...options].map(([term]) => term.length);
  const column = Math.max(...terms.filter((length) => length <= LONGEST_TERM)) + 4;
  const section = (title: string, rows: readonly Row[]) =>
    rows.length === 0 ? [] : ["", title, ...rows.flatMap((row) => laidOut(row, column, width))];
  return [
    ["Usage:", call, "[options]", ...args.map(([term]) => term)].join(" "),
    "",
    ...wrapped(description, width),
    ...section("Arguments:", args),
    ...section("Options:", options),
    "",
    "Examples:",
    ...examples.flatMap(([line, what]) => [`  ${call}${line.slice(name.length)}`, `      ${what}`]),
  ].join("\n");
}

/** What is typed, and what it means. */
type Row = readonly [term: string, text: string];

function argumentTerm({ value, positional }: Flag): string {
  return positional === "optional" ? `[<${value}>]` : `<${value}>`;
}

function optionTerm(key: string, { value }: Flag): string {
  if (key === "help") return "-h, --help";
  return value === undefined ? flagName(key) : `${flagName(key)} <${value}>`;
}

function optionText({ value, description, default: initial }: Flag): string {
  if (value === undefined || initial === undefined) return description;
  return `${description} (default: ${typeof initial === "string" ? `"${initial}"` : initial})`;
}

function laidOut([term, text]: Row, column: number, width: number): string[] {
  const lines = wrapped(text, width - column).map((line) => " ".repeat(column) + line);
  const head = `  ${term}`;
  if (head.length + 2 > column) return [head, ...lines];
  return [head + lines[0].slice(head.length), ...lines.slice(1)];
}
