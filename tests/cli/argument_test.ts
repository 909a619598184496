/** Arguments: the words of a command line that have no flag's name before them. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import type { Flags } from "../../lib/cli/flags.ts";
import { folders, path } from "../../lib/run/option.ts";
import { seed } from "../../lib/run/run_options.ts";
import { parseArguments } from "../../lib/cli/parse_arguments.ts";

const several = {
  runs: { ...folders("the folders of the runs"), positional: true },
  more: folders("the folders of more runs"),
  seed,
} as const;
const one = {
  file: { ...path("FILE", "the file to write", "default"), positional: true },
} as const;

function parse<F extends Flags>(flags: F, args: readonly string[]) {
  return parseArguments({ name: "made-up", description: "", flags, examples: [] }, args);
}

it("arguments stand anywhere, and after -- whatever they look like", () => {
  for (
    const [args, runs, more] of [
      [["a", "b"], ["a", "b"], undefined],
      [["a", "--seed", "-1", "2"], ["a", "2"], undefined],
      [["--more", "c", "-d", "--quiet", "true"], ["true"], ["c", "-d"]],
      [["a", "--more", "c", "--more=d", "--", "--e", "--help"], ["a", "--e", "--help"], ["c", "d"]],
    ] as [string[], string[], string[] | undefined][]
  ) {
    const parsed = parse(several, args);
    assert("options" in parsed, args.join(" "));
    assertEquals([parsed.options.runs, parsed.options.more], [runs, more]);
  }
});

it("an argument is needed, and refused with its reason like a flag", () => {
  for (
    const [args, wanted] of [
      [[], "missing argument <FOLDER...>: the folders of the runs."],
      [["--more", "a"], "missing argument <FOLDER...>"],
      [["--more"], "--more needs a value: --more <FOLDER...>."],
      [["a", ""], "invalid value '' for <FOLDER...>. Allowed: a path"],
    ] as [string[], string][]
  ) assertRefused(several, args, wanted);
});

it("where one argument is taken, there is no place for a second, and no default for the first", () => {
  const parsed = parse(one, ["a"]);
  assert("options" in parsed);
  assertEquals(parsed.options.file, "a");
  assertRefused(one, [], "missing argument <FILE>: the file to write.");
  assertRefused(one, ["a", "b"], "unexpected argument 'b'. Allowed: one FILE and flags.");
});

it("the help shows arguments apart from the options", () => {
  const parsed = parse(several, ["--help"]);
  assert("status" in parsed);
  assertStringIncludes(
    parsed.message,
    "\nArguments:\n  <FOLDER...>         the folders of the runs\n\nOptions:\n",
  );
  assertStringIncludes(parsed.message, " [options] <FOLDER...>\n");
});

function assertRefused(flags: Flags, args: readonly string[], words: string): void {
  const parsed = parse(flags, args);
  assert("status" in parsed, args.join(" "));
  assertEquals(parsed.status, 2);
  assertStringIncludes(parsed.message, words);
}
