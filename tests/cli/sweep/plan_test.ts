import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { parseArguments } from "../../../lib/cli/command.ts";
import { epochsOf } from "../../../lib/experiment/sweep/grid.ts";
import { plan } from "../../../lib/cli/sweep/plan.ts";
import { runName } from "../../../lib/experiment/sweep/run_name.ts";
import { SWEEP_FLAGS, type SweepOptions } from "../../../lib/cli/sweep/sweep_flags.ts";
import { sweepObjection } from "../../../lib/cli/sweep/sweep_objection.ts";
import { trainFlags, trainLine } from "../../../lib/cli/sweep/train_arguments.ts";
import { TRAIN_OPTIONS } from "../../../lib/experiment/train_options.ts";
import { asInstalled } from "../../as_installed.ts";

function parse(...args: string[]) {
  const script = { name: "sweep", description: "", examples: [], run: () => Promise.resolve() };
  return parseArguments({ ...script, flags: SWEEP_FLAGS, objection: sweepObjection }, args);
}

function options(...args: string[]): SweepOptions {
  const parsed = parse(...args);
  assert("options" in parsed, "message" in parsed ? parsed.message : "");
  return parsed.options;
}

const names = (...args: string[]) => plan(options(...args)).map(({ name }) => name);
const epochs = (...args: string[]) =>
  plan(options(...args)).reduce((sum, run) => sum + epochsOf(run), 0);

it("plan() trains every combination, seed by seed", () => {
  assertEquals(names("--beta", "0.5,4", "--head", "leaky,linear", "--seed", "0-1"), [
    "beta-0.5_latent-8_linear_leaky_seed-0",
    "beta-0.5_latent-8_linear_linear_seed-0",
    "beta-4_latent-8_linear_leaky_seed-0",
    "beta-4_latent-8_linear_linear_seed-0",
    "beta-0.5_latent-8_linear_leaky_seed-1",
    "beta-0.5_latent-8_linear_linear_seed-1",
    "beta-4_latent-8_linear_leaky_seed-1",
    "beta-4_latent-8_linear_linear_seed-1",
  ]);
});

it("plan() names what is not usual, and every folder is another", () => {
  assertEquals(names("--free-bits", "0,0.5", "--latent-size", "2", "--schedule", "cyclical"), [
    "beta-1_latent-2_cyclical_leaky_seed-0",
    "beta-1_latent-2_cyclical_leaky_free-bits-0.5_seed-0",
  ]);
  const all = names();
  assertEquals(new Set(all).size, all.length);
});

it("a sweep hands --clamp-log-var on to every run, and a folder's name tells it", () => {
  const runs = plan(options("--seed", "0-1", "--clamp-log-var", "10"));
  assertEquals(runs.map(({ options }) => options.clampLogVar), [10, 10]);
  const flags = trainFlags(runs[0].options, runs[0].folder);
  assertEquals(flags[flags.indexOf("--clamp-log-var") + 1], "10");
  assertEquals(
    runName({ clampLogVar: 10 }),
    "beta-1_latent-8_linear_leaky_clamp-log-var-10_seed-0",
  );
});

it("plan() gives the presets' runs: 1,000 epochs in all, whole pictures first", () => {
  assertEquals([names("--preset", "lab").length, epochs("--preset", "lab")], [30, 190]);
  assertEquals([names("--preset", "phase").length, epochs("--preset", "phase")], [60, 360]);
  assertEquals([names("--preset", "linear").length, epochs("--preset", "linear")], [18, 450]);
  assertEquals(epochs(), 1000);
  assertEquals(names().slice(0, 4), [
    "naive_seed-0",
    "collapse_seed-0",
    "anneal_seed-0",
    "beta-0.1_latent-8_constant_leaky_seed-0",
  ]);
  assert(names().slice(-21).every((name) => /^(naive|collapse|anneal)_seed-[3-9]$/.test(name)));
});

it("plan() lets given axes and options stand in for a preset's", () => {
  const runs = plan(options("--preset", "phase", "--seed", "7", "--epochs", "1", "--beta", "3"));
  assertEquals(
    runs.map(({ options: { seed, beta, epochs, head } }) => [seed, beta, epochs, head]),
    [
      [7, 3, 1, "leaky"],
      [7, 3, 1, "linear"],
    ],
  );
});

it("plan() gives each training one thread where several run at a time", () => {
  const threads = (...args: string[]) => plan(options("--seed", "0", ...args))[0].options.threads;
  assertEquals([threads("--jobs", "1"), threads("--jobs", "2")], [undefined, 1]);
  assertEquals(threads("--jobs", "2", "--threads", "3"), 3);
  assertEquals(threads("--jobs", "1", "--slurm"), 1);
});

it("trainFlags() are ones that deno task train takes, and say the same", () => {
  for (const run of plan(options("--images", "100"))) {
    const script = { name: "train", description: "", examples: [], run: () => Promise.resolve() };
    const flags = trainFlags({ ...run.options, resume: true }, run.folder);
    const parsed = parseArguments({ ...script, flags: TRAIN_OPTIONS }, flags);
    assert("options" in parsed, "message" in parsed ? parsed.message : "");
    const { options } = parsed;
    assertEquals(options, { ...options, ...run.options, out: run.folder, resume: true });
    assertEquals(parsed.quiet, true);
  }
});

it("trainLine() is a line for a shell, whatever the folder is called", () => {
  const [run] = plan(options("--seed", "3", "--jobs", "2", "--out", "my runs/it's"));
  assertEquals(
    asInstalled(trainLine(run, "resume")),
    "deno task --quiet train --threads 1 --seed 3 " +
      `--resume --out 'my runs/it'\\''s/beta-1_latent-8_linear_leaky_seed-3' --quiet`,
  );
});

it("sweep takes seeds of PyTorch's whole range, in lists and in ranges, and orders them", () => {
  const seeds = (text: string) => options(`--seed=${text}`).seed;
  assertEquals(seeds("-3--1"), [-3, -2, -1]);
  assertEquals(seeds("-1-1,7"), [-1, 0, 1, 7]);
  assertEquals(seeds("18446744073709551614-18446744073709551615"), [
    2n ** 64n - 2n,
    2n ** 64n - 1n,
  ]);
  const names = plan(options("--seed=18446744073709551615,2,-9223372036854775808", "--beta=1"))
    .map(({ name }) => name.split("_seed-")[1]);
  assertEquals(names, ["-9223372036854775808", "2", "18446744073709551615"]);
});

const mistakes: [args: string[], words: string][] = [
  [["--seed", "3-1"], "a range of up to 1000 numbers"],
  [["--seed", "1,1"], "each value once"],
  [["--seed", "-1,4294967295"], "-1 and 4294967295 draw the same numbers"],
  [["--seed", "0-1001"], "a range of up to 1000 numbers"],
  [["--seed", "1-18446744073709551616"], "a range of up to 1000 numbers"],
  [["--beta", "1,-2"], "a number from 0 on"],
  [["--beta", ""], "a number from 0 on"],
  [["--head", "leaky,round"], "leaky, linear"],
  [["--jobs", "0"], "from 1 to 64"],
  [["--architecture", "lab,linear", "--head", "leaky"], "--head leaky cannot be combined"],
  [["--warm-up", "2", "--schedule", "constant"], "--warm-up belongs to --schedule linear"],
  [
    ["--collect", "a", "--seed", "1"],
    "--collect trains nothing: it cannot be combined with --seed",
  ],
  [
    ["--estimate", "a", "--out", "b"],
    "--estimate trains nothing: it cannot be combined with --out",
  ],
  [["--collect", "a", "--slurm"], "--collect trains nothing: it cannot be combined with --slurm"],
  [["--slurm", "--list"], "--slurm cannot be combined with --list"],
];
for (const [args, words] of mistakes) {
  it(`sweep refuses ${args.join(" ")} as bad usage`, () => {
    const parsed = parse(...args);
    assert("status" in parsed, "taken");
    assertEquals(parsed.status, 2);
    assertStringIncludes(parsed.message, words);
  });
}

it("--collect takes several folders", () => {
  assertEquals(options("--collect", "a", "b c", "--out", "d").collect, ["a", "b c"]);
});
