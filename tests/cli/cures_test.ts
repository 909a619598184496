import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { type CureSummary, cureTables } from "../../lib/cli/cures/cure_lines.ts";
import { METHODS } from "../../lib/cli/cures/methods.ts";
import { defaultOptions } from "../../lib/cli/sweep/default_options.ts";
import { objection, settle } from "../../lib/cli/train_flags.ts";
import { summary } from "../../lib/math/summary.ts";

/** A method with these losses and bounds, a seed each. */
function cure(title: string, losses: number[], bounds: number[]): CureSummary {
  const same = (value: number) => summary(losses.map(() => value));
  return {
    ...{ title, lossAtBetaOne: summary(losses), fittedBound: summary(bounds) },
    ...{ reconstruction: same(30), kl: same(8), activeUnits: same(5), information: same(4) },
    ...{ bound: same(-480), variance: same(0.5), fittedVariance: same(0.04) },
    states: losses.map((loss) => loss < 35 ? "healthy" : "partial collapse"),
  };
}

const base = cure("constant weight", [36, 38, 37], [100, 101, 102]);
const better = cure("linear heads", [29.8, 30, 30.2], [150, 151, 152]);

it("each method is a command line of deno task train that goes together, and no two are one", () => {
  const settled = Object.values(METHODS).map(({ options }) => {
    const typed = { ...defaultOptions(), ...options };
    assertEquals(objection(typed), undefined);
    return JSON.stringify(settle(typed));
  });
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
