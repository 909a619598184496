import { SIGNIFICANT } from "../../experiment/cures/compare_methods.ts";
import { TRANSITION_MODELS, type Way } from "../../experiment/transition/continued_training.ts";
import { criticalKl } from "../../experiment/transition/critical_kl.ts";
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
  const gaps = groups.map((group) =>
    ratiosOf(group).slice(0, -1).map((ratio) => {
      const [up, down] = WAYS.map((way) => group.map((each) => courseOf(each, way, ratio)!.kl));
      return { ratio, ...pairedDifference(up, down) };
    })
  );
  const corrected = holm(gaps.flatMap((own) => own.map(({ p }) => p)));
  let test = 0;
  const tables = groups.map((group, i) =>
    modelLines(group, gaps[i].map((gap) => ({ ...gap, p: corrected[test++] })))
  );
  return [
    ...tables.flatMap((lines) => [...lines, ""]),
    ...groups.some(({ length }) => length > 1)
      ? [
        "± of up - down: half of the 95 % interval of that difference alone; p: paired t tests over the seeds, corrected by",
        `Holm's method for ${test} tests, of all weights and models above; * p < ${SIGNIFICANT}.`,
        "",
      ]
      : [],
  ];
}

/** The two ways apart at a weight. */
interface Gap extends PairedDifference {
  /** The weight over the critical one. */
  readonly ratio: number;
}

function ratiosOf([{ stages }]: readonly TrainedBranch[]): number[] {
  return stages.filter(({ way }) => way === "up").map(({ ratio }) => ratio);
}

function courseOf(branch: TrainedBranch, way: Way, ratio: number): StageCourse | undefined {
  const stage = branch.stages.find((stage) => stage.way === way && stage.ratio === ratio);
  return stage && stageCourse(stage, branch.phases);
}

function modelLines(branches: readonly TrainedBranch[], gaps: readonly Gap[]): string[] {
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
  const apart = gaps.map(({ ratio, mean, halfWidth, p }) => [
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
    ...table([["up - down at", "nats", "p"], ...apart], 0).map((line) => `  ${line}`),
  ];
}
