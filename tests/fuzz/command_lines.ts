/**
 * Stands in for lib/cli/command.ts where a script is fuzzed: tries thousands of command lines on its
 * parser, and runs none.
 */
import { assert, assertEquals } from "../../lib/deps/std_assert.ts";
import { type Command, parseArguments } from "../../lib/cli/command.ts";
import { type Flag, flagName, type Flags } from "../../lib/cli/flags.ts";
import { readValue } from "../../lib/run/read_value.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { oneLine } from "../../lib/user_error.ts";
import { runs } from "./fuzz.ts";
import { asInstalled } from "../as_installed.ts";

const ODD = [
  "",
  " ",
  "-",
  "--",
  "-1",
  "0",
  "1",
  "0.5",
  "1e999",
  "1e-400",
  "NaN",
  "Infinity",
  "0x10",
];
const HOSTILE = [
  "\u001b[2J",
  "\u202e",
  "__proto__",
  "constructor",
  "x".repeat(1e4),
  "\n    at x",
  "'",
];
const value = fc.oneof(
  fc.constantFrom(...ODD, ...HOSTILE, "1,2", "0-4", "mnist", "normal", "wasm", "9007199254740993"),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.double().map(String),
  fc.nat(20).map(String),
);

/** In the place of the real one: fuzzes the parser. @returns the script's exit status */
export function runCommand<F extends Flags>(command: Command<F>): Promise<number> {
  const flags = Object.entries(command.flags);
  const name = fc.constantFrom(
    ...flags.map(([key]) => flagName(key)),
    ...["--help", "-h", "--version", "--quiet", "--no-quiet", "--__proto__", "--x", "-q", "--_"],
  );
  const word = fc.oneof(
    name,
    value,
    fc.tuple(name, value).map(([name, value]) => `${name}=${value}`),
    name.map((name) => name.slice(0, -1)),
  );
  const keys = new Set(flags.map(([key]) => key));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (args) => {
      const parsed = parseArguments(command, args);
      if (!("options" in parsed)) return assertTold(command, parsed);
      for (const key of Object.keys(parsed.options)) assert(keys.has(key), `an option ${key}`);
    }),
    runs(150, 3000),
  );
  const valued = flags.filter((entry): entry is [string, Flag<unknown>] =>
    entry[1].value !== undefined
  );
  // A word that has no name has to be there, unless it is optional.
  const words = valued.filter(([, flag]) => flag.positional === true).map(() => "collapse");
  for (const [key, flag] of valued.filter(([, flag]) => !flag.positional)) {
    fc.assert(
      fc.property(value, (text) => {
        const parsed = parseArguments(command, [...words, `${flagName(key)}=${text}`]);
        let wanted: unknown;
        try {
          wanted = readValue(flag, text);
        } catch (error) {
          assert("status" in parsed && parsed.status === 2, `accepted ${flagName(key)}=${text}`);
          const { message } = parsed;
          const said = [flagName(key), (error as Error).message, "Allowed: "];
          if (text.length < 100) said.push(oneLine(text));
          for (const part of said) assert(message.includes(part), `no ${part} in ${message}`);
          return assertTold(command, parsed);
        }
        if ("status" in parsed) return assertTold(command, parsed); // it takes another flag beside it
        assertEquals((parsed.options as Record<string, unknown>)[key], wanted);
      }),
      runs(20, 300),
    );
  }
  console.log(`tried ${command.name}`);
  return Promise.resolve(0);
}

/** A line or a few that a terminal obeys nothing of, and no stack trace. */
function assertTold(
  { name }: { name: string },
  { status, message }: { status: number; message: string },
): void {
  assert(status === 0 || status === 2);
  // A help has a paragraph for each flag, of which sweep has 50; a refusal is a sentence or two.
  const most = status === 0 ? 15_000 : 10_000;
  assert(message.length > 4 && message.length < most, `${message.length} characters`);
  // deno-lint-ignore no-control-regex
  assert(!/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/.test(message), JSON.stringify(message));
  assert(!/\.ts:\d+/.test(message), `a stack trace: ${message}`);
  if (status === 2) {
    assert(message.startsWith("error: "), message);
    assert(asInstalled(message).endsWith(`See deno task ${name} --help.`), message);
  }
}
