/** Every line of every script's help can be read alone, and says what the code does. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import config from "../../deno.json" with { type: "json" };
import { epochsOf, sweepRuns } from "../../lib/experiment/sweep/grid.ts";
import { PRESETS } from "../../lib/experiment/sweep/presets.ts";
import { SWEEP_FLAGS } from "../../lib/cli/sweep/sweep_flags.ts";
import { hysteresis } from "../../lib/experiment/hysteresis.ts";
import { TRAIN_OPTIONS } from "../../lib/experiment/train_options.ts";
import { itNeeds } from "../needs.ts";
import { runTask } from "./run_task.ts";

/** How a flag's meaning begins: with its noun, what it does, or when it counts. */
const BEGINNING = /^(the|how|what|with --|show|print|resume|begin|replace|draw|install|delete) ?/;

const scripts = Object.entries(config.tasks)
  .filter(([task, { command }]) => command.endsWith(` scripts/${task}.ts`))
  .map(([task]) => task as keyof typeof config.tasks);

itNeeds(["read", "run"], "each line of each script's help is a phrase with its noun", async () => {
  assert(scripts.length > 14, scripts.join());
  for (const task of scripts) {
    const { status, stdout, stderr } = await runTask(task, "--help");
    assertEquals(status, 0, stderr);
    const [, options] = /\nOptions:\n([^]*)\n\nExamples:\n/.exec(stdout)!;
    const lines = options.split(/\n(?= {2}\S)/);
    assert(lines.length > 3, stdout);
    for (const line of lines) {
      const [, meaning] = /^ {2}(?:-h, )?--\S+(?: <\S+>)?\s{2,}([^]+)$/.exec(line)!;
      assertMatch(meaning, BEGINNING, `${task} --help: ${line}`);
      assert(meaning.split(/\s+/).length > 2, `${task} --help: ${line}`);
    }
  }
});

it("the help of --preset describes every preset, and counts its epochs", () => {
  const { description } = SWEEP_FLAGS.preset;
  for (const [name, grids] of Object.entries(PRESETS)) {
    const runs = sweepRuns(grids, "out");
    const epochs = runs.reduce((sum, run) => sum + epochsOf(run), 0);
    assertMatch(description, new RegExp(`\\b${name}, [^;]*\\(${epochs} epochs\\);`));
  }
  assertStringIncludes(description, "; all, all of these");
});

it("the help of --resume tells whether --epochs may differ", () => {
  assertMatch(hysteresis.options.resume.description, /none may differ, `epochs` neither/);
  assertMatch(
    TRAIN_OPTIONS.resume.description,
    /only `epochs` may differ.*; with `schedule` cyclical/,
  );
});

it("the help of sweep says which defaults a preset replaces", () => {
  for (const name of ["beta", "head", "epochs", "divisor"] as const) {
    assertStringIncludes(SWEEP_FLAGS[name].description, "(default: the preset's, else ");
  }
});
