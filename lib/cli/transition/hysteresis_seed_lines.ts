import {
  HYSTERESIS_MEASURES,
  type HysteresisMeasure,
  type HysteresisSeeds,
  type WaysCompared,
} from "../../experiment/transition/hysteresis_seeds.ts";
import type { Spectrum } from "../../theory/spectra.ts";
import { SIGNIFICANT } from "../../experiment/cures/compare_methods.ts";
import { table } from "../table.ts";

const DIGITS: Readonly<Record<HysteresisMeasure, number>> = { units: 1, kl: 2, loss: 2 };
const TITLES: Readonly<Record<HysteresisMeasure, string>> = {
  units: "active units after the epoch",
  kl: "KL divergence after the epoch, nats",
  loss: "loss, mean over the epoch",
};

/** Both ways of several seeds, weight by weight. */
export function hysteresisSeedLines(
  { seeds, weights, tests }: HysteresisSeeds,
  spectrum: Spectrum,
): string[] {
  const latentSize = seeds[0].up[0].klPerUnit.length;
  return [
    `${seeds.length} seeds there and back: mean ± standard deviation on the way up and down, and down - up ± half of the`,
    `95 % interval of that difference alone; p: paired t tests over the seeds, corrected by Holm's method for ${tests} tests.`,
    ...HYSTERESIS_MEASURES.flatMap((measure) => [
      "",
      `${TITLES[measure][0].toUpperCase()}${TITLES[measure].slice(1)}:`,
      ...table([
        ["beta", "linear theory", "way up", "way down", "down - up", "p", ""],
        ...weights.map((weight) => {
          const best = spectrum.optimum({ beta: weight.beta, latentSize });
          const theory = { units: best.activeUnits, kl: best.kl, loss: best.loss }[measure];
          return [
            weight.beta.toPrecision(3),
            theory.toFixed(measure === "units" ? 0 : 2),
            ...cells(weight[measure], DIGITS[measure]),
          ];
        }),
      ], 0).map((line) => `  ${line}`),
    ]),
    "",
    ...findings(weights.map(({ beta, loss, units }) => ({ beta, loss, units }))),
  ];
}

function cells({ up, down, difference, halfWidth, p }: WaysCompared, digits: number): string[] {
  const spread = ({ mean, deviation }: typeof up) =>
    `${mean.toFixed(digits)} ± ${deviation.toFixed(digits)}`;
  return [
    spread(up),
    spread(down),
    `${difference.toFixed(digits)} ± ${halfWidth.toFixed(digits)}`,
    p === undefined ? "" : p < 1e-4 ? "< 0.0001" : p.toPrecision(2),
    p !== undefined && p < SIGNIFICANT ? "differ" : "",
  ];
}

function findings(
  weights: readonly {
    readonly beta: number;
    readonly loss: WaysCompared;
    readonly units: WaysCompared;
  }[],
): string[] {
  const list = (found: readonly { readonly beta: number }[]) =>
    found.length === 0 ? "none" : found.map(({ beta }) => beta.toPrecision(3)).join(", ");
  const told = weights.filter(({ loss }) => loss.p! < SIGNIFICANT);
  return [
    `Weights at which the way down has the larger loss (p < ${SIGNIFICANT}): ${
      list(told.filter(({ loss }) => loss.difference > 0))
    }; the smaller one: ${list(told.filter(({ loss }) => loss.difference < 0))}.`,
    `Weights at which it has at least one active unit fewer in the mean: ${
      list(weights.filter(({ units }) => units.difference <= -1))
    }.`,
  ];
}
