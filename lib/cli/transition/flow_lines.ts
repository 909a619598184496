import {
  COMPONENTS,
  type EigenvalueSample,
  type FlowBranch,
} from "../../experiment/transition/flow_study.ts";
import type { BranchPoint, Side } from "../../experiment/transition/linear_branch.ts";
import { type CriticalKl, criticalKl } from "../../experiment/transition/critical_kl.ts";
import { summary } from "../../math/summary.ts";
import { linearTransition } from "../../theory/linear_transition.ts";
import { roundedTransition } from "../../theory/rounded_transition.ts";
import { table } from "../table.ts";

const SIDES: readonly Side[] = ["active", "collapsed"];

/** What gradient flow of the linear VAE found. */
export function flowLines(
  branches: readonly FlowBranch[],
  samples: readonly EigenvalueSample[],
  latentSize: number,
): string[] {
  const most = Math.max(...branches.map(({ images }) => images));
  const ofAll = branches.filter((branch) =>
    branch.images === most && branch.latentSize === latentSize
  );
  const units = [...new Set(ofAll.map(({ unit }) => unit))];
  return [
    `The linear VAE by gradient flow along the first ${COMPONENTS} principal components; time is the learning rate`,
    "times the steps. Each weight is reached from the active unit and from the collapsed one.",
    ...units.flatMap((unit) => unitLines(ofAll.filter((branch) => branch.unit === unit), most)),
    "",
    ...criticalLines(branches),
    "",
    ...sizeLines(samples),
    "",
    ...latentLines(branches, most),
  ];
}

/** A unit on all images: its KL divergence from both sides, and how fast it moves. */
function unitLines(branches: readonly FlowBranch[], images: number): string[] {
  const [{ unit, eigenvalue, points }] = branches;
  const ratios = [...new Set(points.map(({ ratio }) => ratio))];
  const rows = ratios.map((ratio) => {
    const at = (side: Side) => branches.map(({ points }) => find(points, side, ratio));
    const theory = linearTransition(eigenvalue, 2 * eigenvalue * ratio);
    const rates = at("collapsed").map(({ growthRate }) => growthRate).filter(Number.isFinite);
    return [
      ratio.toFixed(2),
      theory.kl.toFixed(6),
      ...SIDES.map((side) => mean(at(side).map(({ kl }) => kl)).toFixed(6)),
      theory.growthRate.toFixed(4),
      rates.length > 0 ? mean(rates).toFixed(4) : "",
      ...SIDES.map((side) => {
        const found = at(side);
        return `${mean(found.map(({ time }) => time)).toFixed(0)}${
          found.every(({ settled }) => settled) ? "" : " *"
        }`;
      }),
    ];
  });
  const critical = branches.map(({ points }) => find(points, "active", 1))
    .filter((point) => point !== undefined);
  const decay = critical.map(({ kl, time }) =>
    kl * time / linearTransition(eigenvalue, 2 * eigenvalue).criticalDecay
  );
  return [
    "",
    `Unit ${unit + 1}, eigenvalue ${eigenvalue.toFixed(4)} of ${images} images, critical beta ${
      (2 * eigenvalue).toFixed(4)
    }; mean over ${branches.length} ${branches.length === 1 ? "start" : "starts"}:`,
    ...table([
      [
        ...["beta ratio", "KL theory", "from active", "from collapsed"],
        ...["rate theory", "measured", "time active", "collapsed"],
      ],
      ...rows,
    ], 0).map((line) => `  ${line}`),
    ...critical.some(({ settled }) => !settled)
      ? [
        `  * still moving. At ratio 1 the KL divergence falls as a constant over the time: measured over theory's ${
          range(decay)
        }`,
      ]
      : [],
  ];
}

/** The KL divergence left at the critical weight, by size of the data set, unit and number of latent units. */
function criticalLines(branches: readonly FlowBranch[]): string[] {
  const groups = Map.groupBy(
    branches,
    ({ images, unit, latentSize }) => [images, unit, latentSize].join(),
  );
  const rows = [...groups.values()].map((group) => {
    const [{ images, unit, latentSize }] = group;
    const sets = Map.groupBy(group, ({ set }) => set);
    const found = criticalKl([...sets.values()].map((starts) => starts.flatMap(limits)));
    const starts = `${new Set(group.map(({ seed }) => seed)).size}`;
    const cells = criticalCells(found);
    if (sets.size === 1) cells[0] = found.range.map((kl) => kl.toExponential(1)).join(" to ");
    return [`${images}`, `${unit + 1}`, `${latentSize}`, `${sets.size}`, starts, ...cells];
  });
  const fitted = branches.flatMap(({ points }) => points).filter(({ ratio }) => ratio < 1);
  const moving = fitted.filter(({ settled }) => !settled).length;
  return [
    "The KL divergence a that is left at the critical weight, from KL = a + b 1/2 ln(1 / ratio), fitted below it to each",
    "side, on each data set by its own critical weight:",
    ...table([
      ["images", "unit", "latent units", "data sets", "starts", "a in nats", "slope b"],
      ...rows,
    ], 0).map((line) => `  ${line}`),
    "  ± half of the 95 % interval over the data sets (Student), sides and starts of one data set being averaged. One data",
    "  set: from the smallest to the largest over its sides and starts, which differ by the solver's tolerance alone.",
    `  Fitted: the end of a run, and for ${moving} of the ${fitted.length}, still moving, the value to which the logistic law extrapolates.`,
    "  That law, which presumes a continuous transition, also tells how much is left of a run's way.",
  ];
}

/** Both sides of a branch, each weight with the KL divergence that it tends to. */
function limits({ points }: FlowBranch): { ratio: number; kl: number }[][] {
  return SIDES.map((from) =>
    points.filter(({ side }) => side === from).map(({ ratio, limit }) => ({ ratio, kl: limit }))
  );
}

/** The KL divergence left at the critical weight with its interval, and the slope. */
export function criticalCells({ mean, halfWidth, slope, n }: CriticalKl): string[] {
  const interval = n > 1 ? ` ± ${halfWidth.toExponential(1)}` : "";
  return [`${mean.toExponential(1)}${interval}`, slope.toFixed(4)];
}

/** Where the transition is on fewer images, and what that does to a mean over data sets. */
function sizeLines(samples: readonly EigenvalueSample[]): string[] {
  const [all] = samples.reduce((most, each) => each.images > most.images ? each : most).eigenvalues;
  const rows = samples.toSorted((a, b) => a.images - b.images).map(
    ({ images, eigenvalues, predictedSpread }) => {
      const { n, mean: center, deviation } = summary(eigenvalues);
      // At one weight, that of all images: below its own critical weight a data set keeps 1/2 ln(l_N / l) nats.
      const rounded = mean(eigenvalues.map((value) => Math.max(0, Math.log(value / all) / 2)));
      return [
        `${images}`,
        `${n}`,
        center.toFixed(4),
        n > 1 ? deviation.toFixed(4) : "",
        predictedSpread ? (predictedSpread * all).toFixed(4) : "",
        rounded.toFixed(5),
        roundedTransition(1, predictedSpread).toFixed(5),
      ];
    },
  );
  return [
    "Finite size: the largest eigenvalue over the data sets, and the KL divergence in the mean over them at the",
    "critical weight of all images, which the differences between the data sets round:",
    ...table([
      [
        "images",
        "data sets",
        "eigenvalue",
        "deviation",
        "predicted",
        "KL at beta* of all",
        "predicted",
      ],
      ...rows,
    ], 0).map((line) => `  ${line}`),
  ];
}

/** How long superfluous units delay the way out of the collapse. */
function latentLines(branches: readonly FlowBranch[], most: number): string[] {
  const first = branches.filter(({ images, unit }) => images === most && unit === 0);
  const ratios = [0.9, 0.95, 0.98].filter((ratio) =>
    first.some(({ points }) => points.some((point) => point.ratio === ratio))
  );
  const sizes = [...new Set(first.map(({ latentSize }) => latentSize))].sort((a, b) => a - b);
  if (ratios.length === 0) return [];
  const rows = sizes.map((size) => {
    const own = first.filter(({ latentSize }) => latentSize === size);
    return [
      `${size}`,
      ...ratios.flatMap((ratio) => {
        const points = own.map(({ points }) => find(points, "collapsed", ratio));
        return [
          mean(points.map(({ kl }) => kl)).toFixed(6),
          mean(points.map(({ time }) => time)).toFixed(0),
        ];
      }),
    ];
  });
  return [
    "Latent units: where the first unit ends from the collapsed side, and after what time:",
    ...table([
      ["latent units", ...ratios.flatMap((ratio) => [`KL at ${ratio.toFixed(2)}`, "time"])],
      ...rows,
    ], 0).map((line) => `  ${line}`),
  ];
}

function find(points: readonly BranchPoint[], side: Side, ratio: number): BranchPoint {
  return points.find((point) => point.side === side && point.ratio === ratio)!;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function range(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(3));
  return low === high ? low : `${low} to ${high}`;
}
