import type { Panel } from "../deps/vega.ts";
import { colors, dashes, gray, ink } from "./theme.ts";

/** Eigenvalues this much smaller than the largest are not drawn: rounding makes the smallest. */
const SMALLEST = 1e-6;

/** The eigenvalues, the largest first, both axes logarithmic; with a rule above which a unit lowers the loss at beta 1. */
export function eigenvaluePanel(
  eigenvalues: ArrayLike<number>,
  { width, height }: { width: number; height: number },
): Panel {
  const values = Array.from({ length: eigenvalues.length }, (_, i) => ({
    i: i + 1,
    value: eigenvalues[i],
  })).filter(({ value }) => value > SMALLEST * eigenvalues[0]);
  const y = { field: "value", type: "quantitative" } as const;
  const rule = { values: [{ value: 0.5, label: "β / 2 at β = 1" }] };
  return {
    title: {
      text: "Eigenvalues of the pixel covariance",
      subtitle: "A unit lowers the loss where the variance is above β / 2",
    },
    width,
    height,
    layer: [{
      data: { values },
      mark: { type: "point", size: 22, color: colors[0], opacity: 1 },
      encoding: {
        x: {
          field: "i",
          type: "quantitative",
          scale: { type: "log", domain: [0.9, 1000], nice: false },
          axis: { title: "principal component (log scale)", format: "d", values: oneTwoFive(0, 3) },
        },
        y: {
          ...y,
          scale: { type: "log", domainMax: 2 * eigenvalues[0], nice: false },
          axis: {
            title: "variance, squared gray values (log scale)",
            format: "~g",
            values: oneTwoFive(-9, 3).filter((_, i) => i % 3 === 0),
          },
        },
      },
    }, {
      data: rule,
      mark: { type: "rule", color: gray, strokeDash: dashes[1], strokeWidth: 1.5 },
      encoding: { y },
    }, {
      data: rule,
      mark: { type: "text", align: "right", dx: -6, dy: -8, color: ink },
      encoding: { x: { value: width }, y, text: { field: "label" } },
    }],
  };
}

/** 1, 2, 5, 10, 20 ... from one power of 10 to another: where a logarithmic axis has its labels. */
export function oneTwoFive(from: number, to: number): number[] {
  const powers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return powers.flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`)));
}
