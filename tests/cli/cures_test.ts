import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { type Cure, cureTables } from "../../lib/cli/cures/cure_lines.ts";
import { METHODS } from "../../lib/experiment/cures/methods.ts";
import { trainTask } from "../../lib/experiment/train_task.ts";
import { optionsOf } from "../../lib/run/training_task.ts";

/** A method with these losses and bounds, a seed each. */
function cure(title: string, losses: number[], bounds: number[]): Cure {
  const runs = losses.map((lossAtBetaOne, i) => ({
    ...{ lossAtBetaOne, fittedBound: bounds[i], reconstruction: 30, kl: 8, activeUnits: 5 },
    ...{ information: 4, bound: -480, variance: 0.5, fittedVariance: 0.04 },
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
