import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import config from "../../deno.json" with { type: "json" };
import { type Command, parseArguments } from "../../lib/cli/command.ts";
import { runOptions } from "../../lib/run/run_options.ts";
import type { Option } from "../../lib/run/option.ts";
import { fc } from "../../lib/deps/fast_check.ts";

const flags = runOptions("naive", 2, "batch-size");
const command: Command<typeof flags> = {
  name: "naive",
  description: "What it shows.",
  flags,
  examples: [["naive --seed 1", "another draw"]],
  run: () => Promise.resolve(),
};
const parse = (...args: string[]) => parseArguments(command, args);

function refusal(...args: string[]): string {
  const parsed = parse(...args);
  assert("status" in parsed, `accepted ${args}`);
  assertEquals(parsed.status, 2);
  return parsed.message;
}

it("a bare command line gives the lab's settings", () => {
  const parsed = parse();
  assert("options" in parsed);
  assertEquals<unknown>(parsed, {
    options: {
      seed: 0,
      epochs: 2,
      batchSize: 128,
      latentSize: 8,
      learningRate: 0.001,
      beta: 1,
      data: "mnist",
      backend: "auto",
      out: "out/naive",
      resume: false,
      force: false,
    },
    quiet: false,
  });
});

it("flags take their values apart or with an equals sign", () => {
  const parsed = parse("--batch-size", "64", "--learning-rate=2e-4", "--images=10", "--quiet");
  assert("options" in parsed);
  const { batchSize, learningRate, images } = parsed.options;
  assertEquals([batchSize, learningRate, images, parsed.quiet], [64, 2e-4, 10, true]);
});

for (
  const [args, ...wanted] of [
    [["--epoch", "2"], "unknown option '--epoch'", "Did you mean --epochs?"],
    [["--epochs", "0"], "--epochs", "'0'", "a whole number from 1 on"],
    [["--epochs", "-3"], "--epochs", "'-3'", "a whole number from 1 on"],
    [["--epochs", "2.5"], "'2.5'", "a whole number"],
    [["--seed", "18446744073709551616"], "'18446744073709551616'", "-2^63 (-9223372036854775808)"],
    [["--seed", "1e3"], "'1e3'", "a whole number from -2^63"],
    [["--seed"], "--seed", "argument missing"],
    [["--learning-rate", "0"], "'0'", "a number above 0"],
    [["--beta", "much"], "'much'", "a number from 0 on"],
    [["--backend", "gpu"], "'gpu'", "auto, tensorflow, webgpu, wasm, cpu"],
    [["--out", ""], "--out", "a path"],
    [["more"], "too many arguments"],
    [["--model", "x"], "unknown option '--model'"],
    [["--force", "--resume"], "'--force' cannot be used with option '--resume'"],
  ] as [string[], ...string[]][]
) {
  it(`${args.join(" ") || "''"} is refused with status 2 and a way out`, () => {
    const message = refusal(...args);
    for (const words of wanted) assertStringIncludes(message, words);
    assertStringIncludes(message, "deno task naive --help");
  });
}

it("--help shows every flag with its default, and the examples", () => {
  const parsed = parse("--help");
  assert("status" in parsed);
  assertEquals(parsed.status, 0);
  for (const [name, { value: shown, default: value }] of Object.entries<Option>(flags)) {
    const typed = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    assertStringIncludes(parsed.message, shown ? `${typed} <${shown}>` : typed);
    if (shown && value !== undefined) assertStringIncludes(parsed.message, JSON.stringify(value));
  }
  for (const words of ["--quiet", "--version", "--help", "deno task naive --seed 1"]) {
    assertStringIncludes(parsed.message, words);
  }
});

it("--version is deno.json's", () => {
  assertEquals(parse("--version"), { status: 0, message: config.version });
});

it("any command line is accepted or refused, never thrown at the user", () => {
  const names = Object.keys(flags).map((name) => `--${name}`);
  const word = fc.oneof(fc.string(), fc.constantFrom(...names, "--", "-", "--help", "-1", "0"));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (args) => {
      const parsed = parseArguments(command, args);
      if ("status" in parsed) assert([0, 2].includes(parsed.status) && parsed.message !== "");
      else assert(parsed.options.epochs >= 1);
    }),
    { seed: 1, numRuns: 2000 },
  );
});
