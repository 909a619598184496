import { assert, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { stateLines } from "../../lib/cli/state_lines.ts";
import type { Verdict } from "../../lib/measure/judge.ts";

const verdict: Verdict = {
  ...{ state: "partial collapse", usedUnits: 3, klWeight: 2, loss: 46.25 },
  ...{ reconstruction: 31.125, shuffledReconstruction: 70.5, meanImageError: 52.725 },
  ...{ linearOptimum: 45.591, linearUnits: 8, accident: true },
};
const text = (change: Partial<Verdict> = {}) => stateLines({ ...verdict, ...change }, 8).join("\n");

it("stateLines() names the state with what it is read from", () => {
  for (
    const words of ["State: partial collapse. 3 of 8 units", "31.125", "70.500", "52.725", "1 %"]
  ) {
    assertStringIncludes(text(), words);
  }
});

it("stateLines() sets the loss beside the linear optimum, and says what that means", () => {
  assertStringIncludes(
    text(),
    "46.250; the optimal linear VAE at this weight (2): 45.591, 8 units",
  );
  assertStringIncludes(text(), "collapsed in training, or were trained too little");
  assertStringIncludes(text({ loss: 40, accident: false }), "Better, with fewer units");
  assertStringIncludes(text({ loss: 40, usedUnits: 8, accident: false }), "Better, as a decoder");
  assertStringIncludes(text({ usedUnits: 8, accident: false }), "a matter of training");
  const collapsed = { state: "collapsed", usedUnits: 0, linearUnits: 0, accident: false } as const;
  assertStringIncludes(text(collapsed), "the objective asks for the collapse");
});

it("stateLines() claims nothing of a linear optimum where there is none", () => {
  const none = { linearOptimum: undefined, linearUnits: undefined, accident: undefined };
  assert(!text(none).includes("linear"));
});
