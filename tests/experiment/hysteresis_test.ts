/** What a run there and back says of itself, on made-up epochs. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { hysteresis, type HysteresisOptions } from "../../lib/experiment/hysteresis.ts";
import { hysteresisLines } from "../../lib/cli/hysteresis_lines.ts";
import { ways } from "../../lib/experiment/hysteresis.ts";
import { linearVae } from "../../lib/theory/linear_vae.ts";
import { thereAndBack } from "../../lib/math/there_and_back.ts";

/** Epochs with these active units, the weights from 1 to 4 and back. */
function run(counts: readonly number[]) {
  return counts.map((activeUnits, i) => ({
    ...{ epoch: i + 1, loss: 40 + i, reconstruction: 40, kl: 1, seconds: 1, activeUnits },
    klPerUnit: [activeUnits / 2, activeUnits / 4],
    klWeight: thereAndBack(i + 1, { low: 1, high: 4, epochs: counts.length }),
  }));
}
const spectrum = {
  ...{ eigenvalues: new Float64Array([1.5, 1]), collapsed: 2.5, critical: 3 },
  optimum: (options: Parameters<typeof linearVae>[1]) => linearVae([1.5, 1], options),
};

it("ways() give an odd run's turn to both, an even run's middle to each", () => {
  const numbers = (counts: number[]) => {
    const { up, down } = ways(run(counts));
    return [up, down].map((way) => way.map(({ epoch }) => epoch));
  };
  assertEquals(numbers([0, 0, 0, 0, 0]), [[1, 2, 3], [3, 4, 5]]);
  assertEquals(numbers([0, 0, 0, 0, 0, 0]), [[1, 2, 3], [4, 5, 6]]);
});

it("hysteresisLines() set the ways side by side, and tell where they part", () => {
  const text = hysteresisLines(ways(run([2, 2, 1, 0, 0, 1])), spectrum).join("\n");
  assertMatch(text, / 1\.00 +2 +1 +2 +1\.500 +0\.750 /); // weight; units up, down, linear; KL
  assertMatch(text, / 2\.00 +2 +0 +1 /);
  assertMatch(text, / 4\.00 +1 +0 +0 /);
  assertStringIncludes(text, "up to beta 4.00; on the way down from beta 1.00 on");
  assertStringIncludes(text, "By linear theory none is active above beta 3.000.");
  assertStringIncludes(text, "fewer active units at 3, more at 0, as many at 0");
});

it("hysteresisLines() of a run without any active unit say so", () => {
  const text = hysteresisLines(ways(run([0, 0, 0])), spectrum).join("\n");
  assertStringIncludes(text, "No unit is active on the way up; none on the way down.");
});

it("hysteresis wants a ramp, and a model that there is", () => {
  const options = { lowest: 0.5, beta: 12, architecture: "lab", head: undefined } as const;
  const object = (more: object) =>
    hysteresis.objection!(
      { ...options, likelihood: "gaussian", ...more } as HysteresisOptions,
    );
  assertEquals(object({}), undefined);
  assertEquals(object({ lowest: 12 }), "`lowest` 12 must be below `beta` 12.");
  assertStringIncludes(object({ architecture: "linear", head: "leaky" })!, "`head` leaky");
});
