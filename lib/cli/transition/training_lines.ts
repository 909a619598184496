import { TRANSITION_MODELS, type Way } from "../../experiment/transition/continued_training.ts";
import { jump } from "../../experiment/transition/jump.ts";
import { stageCourse } from "../../experiment/transition/stage_course.ts";
import type { TrainedBranch } from "../../experiment/transition/training_study.ts";
import { pairedDifference } from "../../math/paired_difference.ts";
import { summary } from "../../math/summary.ts";
import { table } from "../table.ts";
import { jumpCells } from "./flow_lines.ts";

const WAYS: readonly Way[] = ["up", "down"];

/** What training through the transition and back found, model by model. */
export function trainingLines(branches: readonly TrainedBranch[]): string[] {
  const groups = Map.groupBy(branches, ({ model }) => model);
  return [...groups.values()].flatMap((group) => [...modelLines(group), ""]);
}

function modelLines(branches: readonly TrainedBranch[]): string[] {
  const [{ model, images, latentSize, eigenvalues, phases, stages }] = branches;
  const ratios = stages.filter(({ way }) => way === "up").map(({ ratio }) => ratio);
  const course = (branch: TrainedBranch, way: Way, ratio: number) => {
    const stage = branch.stages.find((stage) => stage.way === way && stage.ratio === ratio);
    return stage && stageCourse(stage, branch.phases);
  };
  const rows = ratios.map((ratio) => {
    const cells = WAYS.flatMap((way) => {
      const found = branches.map((branch) => course(branch, way, ratio)).filter((each) => !!each);
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
  const jumps = WAYS.map((way) => {
    const points = branches.map((branch) =>
      ratios.flatMap((ratio) => {
        const found = course(branch, way, ratio);
        return found ? [{ ratio, kl: found.kl }] : [];
      })
    );
    return [`on the way ${way}`, `${branches.length}`, ...jumpCells(jump(points))];
  });
  const gaps = ratios.slice(0, -1).map((ratio) => {
    const [up, down] = WAYS.map((way) => branches.map((each) => course(each, way, ratio)!.kl));
    const { mean, halfWidth, p } = pairedDifference(up, down);
    return [
      ratio.toFixed(2),
      `${mean.toFixed(4)}${branches.length > 1 ? ` ± ${halfWidth.toFixed(4)}` : ""}`,
      branches.length > 1 ? p.toPrecision(2) : "",
    ];
  });
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
    ...table([["jump", "models", "a in nats", "slope b"], ...jumps], 1).map((line) => `  ${line}`),
    ...table([["up - down at", "nats", "p"], ...gaps], 0).map((line) => `  ${line}`),
  ];
}
