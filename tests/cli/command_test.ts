import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import config from "../../deno.json" with { type: "json" };
import { type Command, parseArguments } from "../../lib/cli/command.ts";
import { runOptions } from "../../lib/run/run_options.ts";
import type { Option } from "../../lib/run/option.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { asInstalled } from "../as_installed.ts";

const flags = runOptions("naive", 2, "batch-size");
const command: Command<typeof flags> = {
  name: "naive",
  description: "What it shows.",
  flags,
  examples: [["naive --seed 1", "another draw"]],
  run: () => Promise.resolve(),
};

function parse(...args: string[]): ReturnType<typeof parseArguments<typeof flags>> {
  const parsed = parseArguments(command, args);
  return "status" in parsed ? { ...parsed, message: asInstalled(parsed.message) } : parsed;
}

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
    [["--epoch", "2"], "unknown flag '--epoch'. Did you mean --epochs?"],
    [["--ecophs=2"], "unknown flag '--ecophs'. Did you mean --epochs?"],
    [["--batch", "2"], "unknown flag '--batch'. Did you mean --batch-size?"],
    [["--Batch_Size", "2"], "unknown flag '--Batch_Size'. Did you mean --batch-size?"],
    [["-seed", "3"], "unknown flag '-seed'. Did you mean --seed?"],
    [["-q"], "unknown flag '-q'. Did you mean --quiet?"],
    [["--model", "x"], "unknown flag '--model'.\n"],
    [["--no-quiet"], "unknown flag '--no-quiet'. Did you mean --quiet?"],
    [["--no-quiet=1"], "unknown flag '--no-quiet'"],
    [["--no-seed=1"], "unknown flag '--no-seed'"],
    [["--seed.low=1"], "unknown flag '--seed.low'"],
    [["--__proto__", "1"], "unknown flag '--__proto__'.\n"],
    [["--__proto__=1"], "unknown flag '--__proto__'.\n"],
    [["--constructor"], "unknown flag '--constructor'.\n"],
    [["--constructor.prototype.x=1"], "unknown flag '--constructor.prototype.x'"],
    [["--_=1"], "unknown flag '--_'"],
    [["-_"], "unknown flag '-_'"],
    [["--=1"], "unknown flag '--=1'"],
    [["-3"], "unknown flag '-3'"],
    [["\u001b[2J\n"], "unexpected argument '\\u001b[2J\\u000a'"],
    [["--epochs", "0"], "invalid value '0' for --epochs. Allowed: a whole number from 1 on."],
    [["--epochs", "-3"], "invalid value '-3' for --epochs. Allowed: a whole number from 1 on."],
    [["--epochs=2.5"], "invalid value '2.5' for --epochs", "a whole number"],
    [["--epochs", "0", "--epochs", "1"], "invalid value '0' for --epochs"],
    [["--seed", "18446744073709551616"], "'18446744073709551616'", "-2^63 (-9223372036854775808)"],
    [["--seed", "1e3"], "'1e3'", "a whole number from -2^63"],
    [["--seed="], "invalid value '' for --seed", "a whole number from -2^63"],
    [["--seed"], "--seed needs a value: --seed <N>.\n"],
    [["--seed", "--"], "--seed needs a value: --seed <N>. Found '--'."],
    [["--out", "--force"], "--out needs a value: --out <FOLDER>. Found '--force'."],
    [["--learning-rate", "0"], "'0'", "a number above 0"],
    [["--beta", "much"], "'much'", "a number from 0 on"],
    [["--backend", "gpu"], "'gpu'", "auto, blas, wasm, tensorflow, webgpu, cpu"],
    [["--out", ""], "invalid value '' for --out", "a path"],
    [["more"], "unexpected argument 'more'. Allowed: only flags."],
    [["epochs", "3"], "unexpected argument 'epochs'", "Did you mean --epochs?"],
    [["--", "--epochs"], "unexpected argument '--epochs'"],
    [["--force=yes"], "--force takes no value; found '--force=yes'."],
    [["--force="], "--force takes no value"],
    [["--help=seed"], "--help takes no value"],
    [["--force", "false"], "unexpected argument 'false'"],
    [["--force", "--resume"], "--force cannot be combined with --resume."],
    [["--resume", "--force"], "--force cannot be combined with --resume."],
  ] as [string[], ...string[]][]
) {
  it(`${JSON.stringify(args)} is refused with status 2 and a way out`, () => {
    const message = refusal(...args);
    assert(message.startsWith("error: "), message);
    for (const words of wanted) assertStringIncludes(message, words);
    assert(message.endsWith("\nSee deno task naive --help."), message);
  });
}

it("a value may begin with a dash, or with two after an equals sign", () => {
  const parsed = parse("--seed", "-3", "--out", "-", "--data=--x");
  assert("options" in parsed);
  const { seed, out, data } = parsed.options;
  assertEquals([seed, out, data], [-3, "-", "--x"]);
});

it("a value keeps its equals signs, blanks and line ends", () => {
  const parsed = parse("--out=a=b c\n", "--data", "x=y");
  assert("options" in parsed);
  assertEquals([parsed.options.out, parsed.options.data], ["a=b c\n", "x=y"]);
});

it("the last of a flag's values counts", () => {
  const parsed = parse("--epochs", "3", "--force", "--epochs=5", "--force");
  assert("options" in parsed);
  assertEquals([parsed.options.epochs, parsed.options.force], [5, true]);
});

it("who asks for help or the version gets it, whatever else the line says", () => {
  for (const args of [["-h"], ["--epoch", "2", "--help"], ["--seed", "-h"], ["--seed", "--help"]]) {
    const parsed = parse(...args);
    assert("status" in parsed);
    assertEquals(parsed.status, 0);
    assert(parsed.message.startsWith("Usage: deno task naive [options]\n\nWhat it shows.\n"));
  }
  assertEquals(parse("--epochs", "0", "--version"), { status: 0, message: config.version });
  refusal("--", "--help");
});

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

it("--help wraps its texts at 80 columns, and puts them below terms that are long", () => {
  const parsed = parse("--help");
  assert("status" in parsed);
  const [help, examples] = parsed.message.split("\n\nExamples:\n");
  assert(help.split("\n").every((line) => line.length <= 80), help);
  const column = "  --divisor <rows|batch-size>  ".length;
  assertStringIncludes(help, `\n  --beta <X>${" ".repeat(column - 12)}the factor that the weight`);
  assertStringIncludes(
    help,
    `\n  --backend <auto|blas|wasm|tensorflow|webgpu|cpu>\n${
      " ".repeat(column)
    }the engine that computes`,
  );
  assertStringIncludes(help, `\n${" ".repeat(column)}(default: "out/naive")\n`);
  assertEquals(examples, "  deno task naive --seed 1\n      another draw");
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
