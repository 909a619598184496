import { SIGNIFICANT } from "../../experiment/cures/compare_methods.ts";
import {
  type ContinuedStage,
  TRANSITION_MODELS,
  type Way,
} from "../../experiment/transition/continued_training.ts";
import { criticalKl } from "../../experiment/transition/critical_kl.ts";
import { lossCrossing } from "../../experiment/transition/loss_crossing.ts";
import { type StageCourse, stageCourse } from "../../experiment/transition/stage_course.ts";
import type { TrainedBranch } from "../../experiment/transition/training_study.ts";
import { holm } from "../../math/holm.ts";
import { type PairedDifference, pairedDifference } from "../../math/paired_difference.ts";
import { summary } from "../../math/summary.ts";
import { table } from "../table.ts";
import { criticalCells } from "./flow_lines.ts";

const WAYS: readonly Way[] = ["up", "down"];

/** What training through the transition and back found, model by model. */
export function trainingLines(branches: readonly TrainedBranch[]): string[] {
  const groups = [...Map.groupBy(branches, ({ model }) => model).values()];
  const tests = groups.map((group) => [...gapsOf(group), ...gainsOf(group)]);
  const corrected = holm(tests.flatMap((own) => own.map(({ p }) => p)));
  let test = 0;
  const tables = groups.map((group, i) =>
    modelLines(group, tests[i].map((each) => ({ ...each, p: corrected[test++] })))
  );
  return [
    ...tables.flatMap((lines) => [...lines, ""]),
    ...groups.some(({ length }) => length > 1)
      ? [
        "± of up - down and of the gain: half of the 95 % interval of that mean alone; p: t tests over the seeds, paired for up - down,",
        `corrected by Holm's method for ${test} tests, of all weights and models above; * p < ${SIGNIFICANT}.`,
        "",
      ]
      : [],
  ];
}

/** A mean over the seeds at a weight, and whether it is 0. */
interface Tested extends PairedDifference {
  /** Of what: the two ways' KL divergences apart, or the gain on the way up. */
  readonly of: "gap" | "gain";
  /** The weight over the critical one. */
  readonly ratio: number;
}

function gapsOf(group: readonly TrainedBranch[]): Tested[] {
  return ratiosOf(group).slice(0, -1).map((ratio) => {
    const [up, down] = WAYS.map((way) => group.map((each) => courseOf(each, way, ratio)!.kl));
    return { of: "gap", ratio, ...pairedDifference(up, down) };
  });
}

function gainsOf(group: readonly TrainedBranch[]): Tested[] {
  return ratiosOf(group).map((ratio) => {
    const gains = group.map((branch) => stageOf(branch, "up", ratio)!.gain);
    return { of: "gain", ratio, ...pairedDifference(gains, gains.map(() => 0)) };
  });
}

function ratiosOf([{ stages }]: readonly TrainedBranch[]): number[] {
  return stages.filter(({ way }) => way === "up").map(({ ratio }) => ratio);
}

function stageOf({ stages }: TrainedBranch, way: Way, ratio: number): ContinuedStage | undefined {
  return stages.find((stage) => stage.way === way && stage.ratio === ratio);
}

function courseOf(branch: TrainedBranch, way: Way, ratio: number): StageCourse | undefined {
  const stage = stageOf(branch, way, ratio);
  return stage && stageCourse(stage, branch.phases);
}

/** Where the losses of the way up and of the collapsed state cross, seed by seed. */
function crossingLine(branches: readonly TrainedBranch[]): string {
  const found = branches.flatMap((branch) =>
    lossCrossing(
      ratiosOf(branches).map((ratio) => ({
        ...{ ratio, kl: courseOf(branch, "up", ratio)!.kl },
        gain: stageOf(branch, "up", ratio)!.gain,
      })),
    ) ?? []
  );
  const spread = (values: readonly number[], digits: number) => {
    const { mean, deviation } = summary(values);
    const more = found.length > 1 ? ` ± ${deviation.toFixed(digits)}` : "";
    return `${mean.toFixed(digits)}${more}`;
  };
  const seeds = `${found.length} of ${branches.length} ${branches.length === 1 ? "seed" : "seeds"}`;
  if (found.length === 0) return `The losses cross in ${seeds}.`;
  return `The losses cross in ${seeds}, at ratio ${
    spread(found.map(({ ratio }) => ratio), 3)
  }, with ${spread(found.map(({ kl }) => kl), 4)} nats left on the way up there.`;
}

function modelLines(branches: readonly TrainedBranch[], tests: readonly Tested[]): string[] {
  const [{ model, images, latentSize, eigenvalues, phases }] = branches;
  const ratios = ratiosOf(branches);
  const rows = ratios.map((ratio) => {
    const cells = WAYS.flatMap((way) => {
      const found = branches.map((branch) => courseOf(branch, way, ratio)).filter((each) => !!each);
      if (found.length === 0) return ["", "", ""];
      const { mean, deviation } = summary(found.map(({ kl }) => kl));
      return [
        `${mean.toFixed(4)}${found.length > 1 ? ` ± ${deviation.toFixed(4)}` : ""}`,
        summary(found.map(({ coarse }) => coarse)).mean.toFixed(4),
        (100 * summary(found.map(({ drift }) => drift)).mean).toFixed(1),
      ];
    });
    return [ratio.toFixed(2), Math.max(0, -Math.log(ratio) / 2).toFixed(4), ...cells];
  });
  const critical = WAYS.map((way) => {
    const models = branches.map((branch) => [
      ratios.flatMap((ratio) => {
        const found = courseOf(branch, way, ratio);
        return found ? [{ ratio, kl: found.kl }] : [];
      }),
    ]);
    return [`on the way ${way}`, `${branches.length}`, ...criticalCells(criticalKl(models))];
  });
  const tested = (wanted: Tested["of"]) =>
    tests.filter(({ of }) => of === wanted).map(({ ratio, mean, halfWidth, p }) => [
      ratio.toFixed(2),
      `${mean.toFixed(4)}${branches.length > 1 ? ` ± ${halfWidth.toFixed(4)}` : ""}`,
      branches.length > 1 ? `${p.toPrecision(2)}${p < SIGNIFICANT ? " *" : ""}` : "",
    ]);
  return [
    `${
      TRANSITION_MODELS[model].title
    }, ${latentSize} latent units, ${images} images (critical beta ${
      (2 * eigenvalues[0]).toFixed(4)
    }), ${branches.length} ${branches.length === 1 ? "seed" : "seeds"}; at each weight ${
      phases.map(({ epochs, learningRate }) => `${epochs} epochs at step size ${learningRate}`)
        .join(", then ")
    }:`,
    ...table([
      [
        ...["beta ratio", "KL theory", "KL up", "at 0.001", "drift % per epoch"],
        ...["KL down", "at 0.001", "drift"],
      ],
      ...rows,
    ], 0).map((line) => `  ${line}`),
    "  KL: mean over the last third of a stage's epochs, ± standard deviation over the seeds; at 0.001: before the step size fell.",
    ...table([["KL left at beta*, extrapolated", "seeds", "a in nats", "slope b"], ...critical], 1)
      .map((line) => `  ${line}`),
    "  KL = a + b 1/2 ln(1 / ratio) below beta*; a is a jump only where b is about 1: theory's curve and a constant.",
    ...table([["KL up - down at", "nats", "p"], ...tested("gap")], 0).map((line) => `  ${line}`),
    ...table([["gain up at", "per image", "p"], ...tested("gain")], 0).map((line) => `  ${line}`),
    "  gain: the loss at the end of the stage less the mean image's error. Below 0 the collapsed state is not the optimum.",
    `  ${crossingLine(branches)}`,
  ];
}
