import type { Summary } from "../../math/summary.ts";
import { linearVae } from "../../theory/linear_vae.ts";
import { table } from "../table.ts";
import { type Group, klAfter } from "../../experiment/sweep/groups.ts";
import { labGroups } from "../../experiment/sweep/lab_groups.ts";
import type { Theory } from "../../experiment/sweep/theory.ts";

/** Every kind of run over its seeds; then where the lab's numbers fall. */
export function summaryLines(groups: readonly Group[], theory: Theory): string[] {
  const spread = ({ n, mean, deviation }: Summary) =>
    mean.toFixed(3) + (n > 1 ? ` ± ${deviation.toFixed(3)}` : "");
  const units = ({ mean, low, high }: Summary) =>
    low === high ? `${low}` : `${mean.toFixed(1)} (${low} to ${high})`;
  const best = (group: Group) => {
    const eigenvalues = theory(group);
    if (!eigenvalues) return ["", ""];
    const { loss, activeUnits } = linearVae(eigenvalues, group.rows[0]);
    return [loss.toFixed(3), `${activeUnits}`];
  };
  const rows = groups.map((group) => [
    group.name,
    `${group.rows.length}`,
    `${group.rows[0].epochs}`,
    spread(group.over(({ loss }) => loss)),
    spread(group.over(({ reconstruction }) => reconstruction)),
    spread(group.over(klAfter)),
    `${units(group.over(({ activeUnits }) => activeUnits))} of ${group.rows[0].latentSize}`,
    ...best(group),
  ]);
  const head = ["run", "n", "epochs", "loss", "reconstruction", "KL after", "active units"]
    .concat("linear loss", "units");
  return [
    "Mean ± standard deviation over n seeds: loss and reconstruction over the last epoch, KL (nats)",
    "and active units over the training images after it; linear: the best that a linear VAE can reach",
    "",
    ...table([head, ...rows]),
    ...labLines(groups),
  ];
}

function labLines(groups: readonly Group[]): string[] {
  const lab = labGroups(groups);
  if (lab.length === 0) return [];
  const rows = lab.map(({ name, group, lab: { loss, printedLosses } }) => {
    const { n, mean, low, high } = group.over(({ loss }) => loss);
    const printed = printedLosses.at(-1);
    const below = group.rows.filter((row) => printed !== undefined && row.loss < printed).length;
    return [
      name,
      `${n}`,
      `${low.toFixed(2)} to ${high.toFixed(2)}`,
      mean.toFixed(2),
      `${loss.low} to ${loss.high}`,
      printed?.toFixed(3) ?? "none",
      printed === undefined ? "" : `${below} of ${n}`,
    ];
  });
  const head = ["run", "n", "loss here", "mean", "PyTorch, 15+ seeds", "printed", "runs below it"];
  return ["", "The lab's printed losses among the runs over seeds:", "", ...table([head, ...rows])];
}
