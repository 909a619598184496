import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { type CureSummary, cureTables, recommendation } from "../../lib/cli/cures/cure_lines.ts";
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
const close = cure("free bits", [30, 30.4, 29.7], [149, 153, 155]);
const text = (...cures: CureSummary[]) => recommendation(cures).join("\n");

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

it("recommendation() names the best of the table, and what it is not told apart from", () => {
  const lines = text(base, better, close);
  assertStringIncludes(
    lines,
    "best with linear heads, 30.00 ± 0.20, 7.00 better than constant weight",
  );
  assertStringIncludes(lines, "Told apart from 1 of 2 others, not from: free bits.");
  assertStringIncludes(lines, "best with free bits, 152.3 ± 3.1, 51.3 better");
  assertStringIncludes(lines, "linear heads for the loss at beta 1; free bits for the likelihood.");
  assertStringIncludes(text(base, better), "Told apart from all others.");
  assertStringIncludes(text(base, better), "Recommended by these numbers: linear heads, by both.");
});

it("recommendation() recommends nothing that its numbers do not support", () => {
  const noisy = cure("noisy", [20, 36, 50], [80, 100, 125]);
  assertStringIncludes(text(base, noisy), "nothing; no method is told apart from constant weight.");
  assertStringIncludes(
    text(base, cure("worse", [50, 51, 52], [1, 2, 3])),
    "these numbers: nothing",
  );
  assertStringIncludes(text(base, cure("once", [1], [900])), "nothing can be recommended");
  assertStringIncludes(text(base), "nothing to compare");
});
