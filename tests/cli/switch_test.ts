import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { type Command, parseArguments } from "../../lib/cli/command.ts";
import { onOff, wholeNumber } from "../../lib/run/option.ts";

const flags = { dryRun: onOff("do nothing"), count: wholeNumber("how many", 1, 1) };
const command: Command<typeof flags> = {
  name: "made-up",
  description: "What it shows.",
  flags,
  examples: [],
  run: () => Promise.resolve(),
};

it("a switch is false until it is given", () => {
  for (const [args, dryRun] of [[[], false], [["--dry-run"], true]] as [string[], boolean][]) {
    const parsed = parseArguments(command, args);
    assert("options" in parsed);
    assertEquals<unknown>(parsed.options, { dryRun, count: 1 });
  }
});

it("a switch takes no value, and a misspelt one is refused with the nearest", () => {
  for (
    const [arg, words] of [["--dry-run=yes", "--dry-run"], ["--dryrun", "Did you mean --dry-run?"]]
  ) {
    const parsed = parseArguments(command, [arg]);
    assert("status" in parsed, arg);
    assertEquals(parsed.status, 2);
    assertStringIncludes(parsed.message, words);
  }
});

it("the help shows a switch without a value", () => {
  const parsed = parseArguments(command, ["--help"]);
  assert("status" in parsed);
  assertStringIncludes(parsed.message, "  --dry-run    do nothing\n");
});
