import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { type Contestant, recommendation } from "../../lib/cli/cures/recommendation.ts";
import { fc } from "../../lib/deps/fast_check.ts";

/** A method by its losses and bounds, a seed each. */
const method = (title: string, losses: number[], bounds: number[]) => ({ title, losses, bounds });
const text = (...contestants: Contestant[]) => recommendation(contestants).join("\n");
const last = (...contestants: Contestant[]) => recommendation(contestants).at(-1)!;

const seeds = [0, 0.31, -0.4, 0.12, 0.2];
const base = method("constant weight", seeds.map((s) => 37 + s), seeds.map((s) => 100 + 3 * s));
const better = method(
  "linear heads",
  seeds.map((s, i) => 30 + s + 0.01 * i),
  seeds.map((s, i) => 150 + 3 * s - 0.02 * i),
);
const close = method(
  "free bits",
  seeds.map((s, i) => 30.5 + s + (i % 2 ? 0.9 : -0.8)),
  seeds.map((s, i) => 149 + 3 * s + (i % 2 ? 9 : -7)),
);

it("recommendation() names the best, and what it is not told apart from", () => {
  const lines = text(base, better, close);
  assertStringIncludes(
    lines,
    "Loss at beta 1: the best mean is that of linear heads. It is better",
  );
  assertMatch(lines, /than constant weight by +6\.98 ± 0\.02 +p < 0\.0001$/m);
  assertMatch(lines, /than free bits by +-?\d\.\d\d ± \d\.\d\d +p \d\S* +not told apart$/m);
  assertStringIncludes(
    lines,
    "paired t tests over the same 5 seeds, corrected by Holm's method for 3 pairs",
  );
  assertStringIncludes(last(base, better), "Recommended by these numbers: linear heads, by both.");
});

it("recommendation() says what each method gains over the constant weight", () => {
  const worse = method("worse", base.losses.map((v) => v + 2), base.bounds.map((v) => v - 7));
  const lines = text(base, better, close, worse);
  const [, byLoss, byBound] = lines.split(
    "What each gains over constant weight, or loses, where it is negative:",
  );
  assertMatch(byLoss, /^ {2}free bits +6\.\d\d ± \d\.\d\d +p \d\S*$/m);
  assertMatch(byLoss, /^ {2}worse +-2\.00 ± \d\S* +p < 0\.0001$/m);
  assertMatch(byBound, /^ {2}worse +-7\.0 ± \d\S* +p < 0\.0001$/m);
  // Where it takes no part, or is the best itself, nothing is said twice.
  assertEquals(text(better, close).includes("gains over"), false);
  assertEquals(text(base, worse).includes("gains over"), false);
  // Where it diverged with one seed, nothing is said of what the others gain.
  const diverged = { ...base, losses: [NaN, ...base.losses.slice(1)] };
  const [loss, bound] = text(diverged, better, close).split("Likelihood");
  assertEquals(loss.match(/not finite|gains over/g), ["not finite"]);
  assertEquals(bound.match(/not finite|gains over/g), ["gains over"]);
});

it("recommendation() recommends the first method where that is the best", () => {
  assertEquals(
    last(better, base),
    "Recommended by these numbers: linear heads, by both.",
  );
});

it("recommendation() recommends nothing that the seeds cannot carry", () => {
  const nothing =
    "Recommended by these numbers: nothing; these seeds do not tell the best method from the others.";
  const noisy = method("noisy", [20, 36, 50], [80, 100, 125]);
  const three = method("constant weight", [36, 38, 37], [100, 101, 102]);
  assertEquals(last(three, noisy), nothing);
  // The differences 6 and 7 of two seeds: t = 13 with one degree of freedom, p = 0.0489 for one pair, but
  // not for three.
  const two = [
    method("a", [36, 38], [1, 1]),
    method("b", [30, 31], [1, 1]),
    method("c", [33, 20], [1, 1]),
  ];
  assertEquals(last(...two), nothing);
  assertStringIncludes(
    text(method("a", [1], [2]), method("b", [9], [1])),
    "nothing can be recommended",
  );
  assertStringIncludes(text(base), "not two methods to compare");
  const broken = method("broken", [NaN, 1, 2, 3, 4], [Infinity, 1, 2, 3, 4]);
  assertStringIncludes(last(base, better, broken), "linear heads, by both.");
  assertEquals(last(method("a", [NaN, 1], [1, 1]), method("b", [1, NaN], [1, 1])), nothing);
});

const values = (n: number) =>
  fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: n, maxLength: n });
const contestants = fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 5 })).chain((
  [n, k],
) =>
  fc.array(fc.record({ losses: values(n), bounds: values(n), shift: fc.constantFrom(0, 0, 1e4) }), {
    minLength: k,
    maxLength: k,
  })
).map((all) =>
  all.map(({ losses, bounds, shift }, i) =>
    method(`m${i}`, losses.map((x) => x - shift * (1 + i)), bounds.map((x) => x + shift * (1 + i)))
  )
);

it("recommendation() never contradicts its own table, and does not depend on the order", () => {
  fc.assert(
    fc.property(contestants, (all) => {
      const lines = recommendation(all);
      const advice = lines.at(-1)!;
      assertEquals(recommendation(all.toReversed()).at(-1), advice);
      const blocks = lines.join("\n").split("\n\n").slice(0, 2).map((block) => block.split("\n"));
      for (const [i, [head, ...rows]] of blocks.entries()) {
        const best = /that of (m\d)/.exec(head)![1];
        const close = rows.filter((row) => row.endsWith("not told apart"))
          .map((row) => /than (m\d) by/.exec(row)![1]);
        assertEquals(rows.length, all.length - 1);
        const part = advice.includes(", by both.")
          ? advice
          : advice.split(/[:;]/).find((part) =>
            part.endsWith(i ? "likelihood" : "beta 1") ||
            part.includes(i ? "the likelihood" : "the loss")
          );
        if (close.length === rows.length) {
          assert(!part?.includes(best) || part.includes("by both") === false);
        } else for (const name of [best, ...close]) assert(part?.includes(name), advice);
      }
    }),
    { numRuns: 300, seed: 1 },
  );
});

it("recommendation() tells beside each gain how many times as long the training took", () => {
  const timed = (contestant: typeof base, seconds: readonly number[]) => ({
    ...contestant,
    seconds,
  });
  const lines = text(
    timed(base, [10, 20, 30, 40, 50]),
    timed(better, [10, 20, 30, 40, 50]),
    timed(close, [20, 40, 60, 80, 200]),
  );
  assertMatch(lines, /^ {2}free bits +6\.\d\d ± \d\.\d\d .*2\.4 times as long$/m);
  // Without times, as in older tables, nothing is said.
  assertEquals(text(base, better, close).includes("as long"), false);
});

it("recommendation() compares with another baseline where one is given", () => {
  const lines = recommendation([base, better, close], "free bits").join("\n");
  assertStringIncludes(lines, "What each gains over free bits, or loses");
  assertMatch(lines, /^ {2}constant weight +-6\.\d\d ± /m);
});
