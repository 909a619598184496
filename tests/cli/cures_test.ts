import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { type Cure, cureTables } from "../../lib/cli/cures/cure_lines.ts";
import { scanLines } from "../../lib/cli/cures/scan_lines.ts";
import { CURES_FLAGS, curesObjection } from "../../lib/cli/cures/cures.ts";
import {
  METHOD_NAMES,
  methodOf,
  METHODS,
  USUAL_METHODS,
} from "../../lib/experiment/cures/methods.ts";
import {
  SCAN_SEEDS,
  SCANNED_NAMES,
  type ScanResults,
  settingsOf,
} from "../../lib/experiment/cures/scan_cure.ts";
import { trainTask } from "../../lib/experiment/train_task.ts";
import { optionsOf } from "../../lib/run/training_task.ts";

/** A method with these losses and bounds, a seed each. */
function cure(title: string, losses: number[], bounds: number[]): Cure {
  const runs = losses.map((lossAtBetaOne, i) => ({
    ...{ lossAtBetaOne, fittedBound: bounds[i], reconstruction: 30, kl: 8, activeUnits: 5 },
    ...{ information: 4, bound: -480, variance: 0.5, fittedVariance: 0.04, seconds: 10 * (i + 1) },
    state: lossAtBetaOne < 35 ? "healthy" : "partial collapse",
  }));
  return { title, runs };
}

const base = cure("constant weight", [36, 38, 37], [100, 101, 102]);
const better = cure("linear heads", [29.8, 30, 30.2], [150, 151, 152]);

it("each method is a command line of deno task train that goes together, and no two are one", () => {
  const settled = Object.values(METHODS).map(({ options }) =>
    JSON.stringify(optionsOf(trainTask, options)) // throws where they do not go together
  );
  assertEquals(new Set(settled).size, settled.length);
});

it("cureTables() gives mean, deviation, n and states", () => {
  const lines = cureTables([base, better]).join("\n");
  for (const words of ["37.00 ± 1.00", "30.00 ± 0.20", "151.0 ± 1.0", "3 partial collapse"]) {
    assertStringIncludes(lines, words);
  }
  assertStringIncludes(lines, "3 healthy");
  assert(lines.split("\n").every(({ length }) => length <= 110));
});

it("cureTables() tells the time of training, and how many times the baseline's it is", () => {
  const slow = cure("slow", [30, 30, 30], [1, 2, 3]);
  const lines = cureTables(
    [base, { ...slow, runs: slow.runs.map((run, i) => ({ ...run, seconds: 30 * (i + 1) })) }],
    base.title,
  );
  const [head, first, second] = lines.slice(
    lines.findIndex((line) => line.includes("training, s")),
  );
  assertStringIncludes(head, "times constant weight");
  assertStringIncludes(first, "20.0 ± 10.0");
  assertStringIncludes(first, "1.00 ± 0.00");
  assertStringIncludes(second, "60.0 ± 30.0");
  assertStringIncludes(second, "3.00 ± 0.00");
  assertEquals(cureTables([better], base.title).some((line) => line.includes("times ")), false);
});

it("each setting of a grid goes together; its own is among them, and no two are one", () => {
  for (const name of SCANNED_NAMES) {
    const settings = settingsOf(name);
    assert(settings.length >= 2 && settings.length <= 16, name); // a figure has 16 rows at most
    const settled = settings.map(({ options }) => JSON.stringify(optionsOf(trainTask, options)));
    assertEquals(new Set(settled).size, settings.length);
    assertEquals(new Set(settings.map(({ name }) => name)).size, settings.length);
    assert(settled.includes(JSON.stringify(optionsOf(trainTask, methodOf(name).options))), name);
    for (const { name } of settings) assert(/^[a-z0-9._-]+$/.test(name), name);
  }
});

it("a scan has seeds of its own, and the costly method is compared where it is named alone", () => {
  assertEquals(SCAN_SEEDS, [100, 101, 102]);
  assertStringIncludes(CURES_FLAGS.seeds.description, "default: 0-2; with `scan` 100-102");
  assertEquals(METHOD_NAMES.filter((name) => !USUAL_METHODS.includes(name)), ["iwae-50"]);
  assertStringIncludes(CURES_FLAGS.methods.description, "all of them but iwae-50");
});

it("scanLines() names the best settings by both criteria, and the one that is used", () => {
  const results = {
    settings: [
      cure("beta 0.25", [40, 41, 42], [9, 9, 9]),
      cure("beta 0.5", [30, 31, 32], [1, 2, 3]),
    ],
    current: "beta 0.5",
  } as unknown as ScanResults;
  const lines = scanLines("low beta", results).join("\n");
  assertStringIncludes(
    lines,
    "Best means of low beta: beta 0.25 by the likelihood at its own error; beta 0.5 by the loss at beta 1.",
  );
  assertStringIncludes(lines, "It takes part in comparisons with beta 0.5.");
  assertStringIncludes(
    scanLines("x", { ...results, current: undefined }).join(),
    "not on the grid",
  );
});

it("curesObjection() refuses a scan of methods", () => {
  assertEquals(curesObjection({ scan: "infovae" }), undefined);
  assertStringIncludes(
    curesObjection({ scan: "infovae", methods: ["constant"] })!,
    "`scan` cannot be combined with `methods`",
  );
});
