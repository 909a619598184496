/** What `deno task transition` says of made-up results, and which flags go together. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { flowLines } from "../../../lib/cli/transition/flow_lines.ts";
import { hysteresisSeedLines } from "../../../lib/cli/transition/hysteresis_seed_lines.ts";
import { leapLines } from "../../../lib/cli/transition/leap_lines.ts";
import { trainingLines } from "../../../lib/cli/transition/training_lines.ts";
import {
  TRANSITION_FLAGS,
  transitionObjection,
  type TransitionOptions,
} from "../../../lib/cli/transition/transition_flags.ts";
import type { FlowBranch } from "../../../lib/experiment/transition/flow_study.ts";
import { compareWays } from "../../../lib/experiment/transition/hysteresis_seeds.ts";
import { LEAP_CASES, type LeapCase } from "../../../lib/experiment/transition/leap_study.ts";
import { defaultsOf } from "../../../lib/run/option.ts";
import { linearTransition } from "../../../lib/theory/linear_transition.ts";
import { linearVae } from "../../../lib/theory/linear_vae.ts";
import { thereAndBack } from "../../../lib/math/there_and_back.ts";

const theory = (ratio: number) => linearTransition(4, 8 * ratio);

/** A branch that does what theory says, but for a jump. */
function branch(images: number, jump: number, set = 0): FlowBranch {
  const points = (["active", "collapsed"] as const).flatMap((side) =>
    [0.9, 0.95, 1, 1.1].map((ratio) => {
      const time = 1000;
      const critical = side === "active" && ratio === 1;
      const kl = critical
        ? theory(1).criticalDecay / time
        : ratio < 1
        ? theory(ratio).kl + jump
        : 0;
      return {
        ...{ side, ratio, kl, limit: critical ? 0 : kl, settled: !critical, time },
        growthRate: side === "collapsed" ? theory(ratio).growthRate : NaN,
      };
    })
  );
  return { images, set, unit: 0, latentSize: 8, seed: 0, eigenvalue: 4, points };
}

it("flowLines() tell KL, rates, what is left at the critical weight, and finite size", () => {
  const samples = [
    { images: 100, eigenvalues: [4.2, 3.8], predictedSpread: 0.05 },
    { images: 6000, eigenvalues: [4], predictedSpread: 0 },
  ];
  const text = flowLines([branch(6000, 0), branch(100, 0.03), branch(100, 0.04, 1)], samples, 8)
    .join("\n");
  assertStringIncludes(text, "critical beta 8.0000");
  assertMatch(text, / 0\.90 +0\.052680 +0\.052680 +0\.052680 /);
  assertMatch(text, /measured over theory's 1\.000/);
  const none = String.raw`(0.0e\+0|-?\d.\de-1\d)`; // but for rounding
  assertMatch(text, new RegExp(`6000 +1 +8 +1 +1 +${none} to ${none} +1\\.0000`));
  // Two data sets of 0.03 and 0.04: 0.035 ± t(0.975, 1) 0.005, however many sides each has.
  assertMatch(text, / 100 +1 +8 +2 +1 +3\.5e-2 ± 6\.4e-2 +1\.0000/);
  assertStringIncludes(text, "for 0 of the 12, still moving");
  assertMatch(text, / 100 +2 +4\.0000 +0\.2828 +0\.2000 +0\.01220 +0\.00997/);
});

it("trainingLines() set both ways side by side, and correct their tests for all models", () => {
  const stage = (way: "up" | "down", ratio: number, seed: number) => {
    const noise = way === "up" ? 0.001 * (seed - 1) : 0;
    const value = noise + (ratio < 1 ? theory(ratio).kl + 0.05 : 0.001) + 0.001 * seed +
      (way === "up" ? 0.01 : 0);
    return {
      way,
      ratio,
      kl: Array(9).fill(value),
      klPerUnit: [value],
      gain: 2 * (ratio - 1) + 0.01 * (seed - 1),
    };
  };
  const branches = [0, 1, 2].map((seed) => ({
    ...{
      model: "leaky-heads",
      seed,
      latentSize: 8,
      images: 500,
      sha256: "ab",
      backend: "blas",
    } as const,
    ...{ eigenvalues: [4, 3], seconds: 9 },
    phases: [{ epochs: 6, learningRate: 1e-3 }, { epochs: 3, learningRate: 1e-4 }],
    stages: [
      ...[0.8, 0.9, 1.1].map((ratio) => stage("up", ratio, seed)),
      ...[0.9, 0.8].map((ratio) => stage("down", ratio, seed)),
    ],
  }));
  const text = trainingLines(branches).join("\n");
  const twice = trainingLines([
    ...branches,
    ...branches.map((branch) => ({ ...branch, model: "linear-heads" as const })),
  ]).join("\n");
  assertStringIncludes(text, "critical beta 8.0000), 3 seeds");
  assertMatch(text, /on the way up +3 +6\.1e-2 ± 5\.0e-3 +1\.0000/);
  assertMatch(text, /on the way down +3 +5\.1e-2 ± 2\.5e-3 +1\.0000/);
  // t = 0.01 / (0.001 / sqrt(3)) with 2 degrees of freedom: p = 0.0033, times 2 or 4, since the gains' are smaller.
  assertMatch(text, / 0\.90 +0\.0100 ± 0\.0025 +0\.0066 \*/);
  assertStringIncludes(text, "for 5 tests");
  // t = 0.4 / (0.01 / sqrt(3)): p = 0.00021, times 5. The gains cross 0 half way between 0.9 and 1.1.
  assertMatch(text, / 0\.80 +-0\.4000 ± 0\.0248 +0\.0010 \*/);
  assertStringIncludes(text, "cross in 3 of 3 seeds, at ratio 1.000 ± 0.005, with 0.0628 ± ");
  assertMatch(twice, / 0\.90 +0\.0100 ± 0\.0025 +0\.013 \*/);
  assertStringIncludes(twice, "for 10 tests");
});

it("hysteresisSeedLines() name the weights at which the ways differ", () => {
  const runs = [0, 1, 2, 3].map((seed) => ({
    seed,
    epochs: Array.from({ length: 4 }, (_, i) => ({
      ...{ epoch: i + 1, reconstruction: 40, kl: 1, seconds: 1, activeUnits: i === 3 ? 1 : 2 },
      ...{ klPerUnit: [0.5, 0.5], loss: 40 + 0.1 * seed + (i === 3 ? 2 + 0.01 * seed : 0) },
      klWeight: thereAndBack(i + 1, { low: 1, high: 4, epochs: 4 }),
    })),
  }));
  const spectrum = {
    ...{ eigenvalues: new Float64Array([1.5, 1]), collapsed: 2.5, critical: 3 },
    optimum: (options: Parameters<typeof linearVae>[1]) => linearVae([1.5, 1], options),
  };
  const text = hysteresisSeedLines({ ...compareWays(runs), options: {}, images: 10 }, spectrum)
    .join("\n");
  assertStringIncludes(text, "4 seeds there and back");
  assertStringIncludes(text, "has the larger loss (p < 0.05): 1.00; the smaller one: none.");
  assertStringIncludes(text, "one active unit fewer in the mean: 1.00.");
  assertMatch(text, /1\.00 +2 +2\.0 ± 0\.0 +1\.0 ± 0\.0 +-1\.0 ± 0\.0$/m);
});

it("leapLines() have a row for each remedy", () => {
  const results = (Object.keys(LEAP_CASES) as LeapCase[]).map((name) => ({
    ...{ seed: 0, name, logVar: 20, unit: 1, kl: 1.9e6, gradient: 3e5, memory: 15_000.4 },
    ...{ distance: 0.01, activeUnits: 2, klAtEnd: 1.5, lossAtEnd: 63 },
  }));
  const text = leapLines(results, 12).join("\n");
  assertMatch(
    text,
    /leap, then Adam begins anew +20\.0 +1\.9e\+6 +3\.0e\+5 +1\.5e\+4 +0\.01 +2 +1\.500 +63\.00/,
  );
});

it("transitionObjection() keeps apart what does not go together", () => {
  const given = (more: object) =>
    transitionObjection({ ...defaultsOf(TRANSITION_FLAGS), ...more } as TransitionOptions);
  assertEquals(given({}), undefined);
  assertEquals(given({ train: ["leaky-heads"], epochs: 3 }), undefined);
  assertMatch(given({ epochs: 3 })!, /^--epochs belongs to training/);
  assertMatch(given({ train: ["leaky-heads"], units: 2 })!, /^--units belongs to gradient flow/);
  assertMatch(given({ hysteresis: ["a"], seeds: [1] })!, /--hysteresis .* with --seeds/);
  assertMatch(given({ leap: true, latentSize: 2 })!, /--leap .* with --latent-size/);
  assertMatch(given({ ratios: [0.9, 0.8] })!, /--ratios must ascend/);
  assertMatch(given({ ratios: [0.9, 1.1] })!, /two or more below 1/);
});
