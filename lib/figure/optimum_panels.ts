import type { Encoding, Panel } from "../deps/vega.ts";
import { criticalBeta } from "../theory/critical_beta.ts";
import { linearVae, type LinearVaeOptimum } from "../theory/linear_vae.ts";
import { oneTwoFive } from "./eigenvalue_panel.ts";
import { colors, dashes, ink } from "./theme.ts";

/** Points of a curve. */
const POINTS = 400;

/** The best linear VAE at a beta. */
export interface OptimumPoint extends LinearVaeOptimum {
  /** The weight of the KL term. */
  readonly beta: number;
  /** The units that it would have in use without a limit. */
  readonly paying: number;
}

/** The best linear VAE with so many units over beta, from far below the collapse to beyond it. */
export function optimumPoints(
  eigenvalues: ArrayLike<number>,
  latentSize: number,
): OptimumPoint[] {
  const critical = criticalBeta(eigenvalues);
  const [from, to] = [critical / 200, 2 * critical];
  return Array.from({ length: POINTS + 1 }, (_, i) => {
    const beta = from * (to / from) ** (i / POINTS);
    const unlimited = linearVae(eigenvalues, { beta, latentSize: eigenvalues.length });
    return {
      ...{ beta, ...linearVae(eigenvalues, { beta, latentSize }) },
      paying: unlimited.activeUnits,
    };
  });
}

/** Units in use by the best linear VAE, and its loss in parts, over beta: two panels of one column. */
export function optimumPanels(
  eigenvalues: ArrayLike<number>,
  latentSize: number,
  width: number,
): Panel[] {
  const critical = criticalBeta(eigenvalues);
  const points = optimumPoints(eigenvalues, latentSize);
  const [from, to] = [points[0].beta, points[POINTS].beta];
  const x = (title: string | null): Encoding["x"] => ({
    field: "beta",
    type: "quantitative",
    scale: { type: "log", domain: [from, to], nice: false },
    axis: {
      title,
      labels: title !== null,
      ticks: title !== null,
      format: "~g",
      values: oneTwoFive(-4, 3).filter((beta) => beta >= from && beta <= to),
    },
  });
  const named = (domain: string[]): Encoding => {
    const field = { field: "name", type: "nominal" } as const;
    const legend = { orient: "top", title: null, symbolType: "stroke", symbolSize: 900 } as const;
    return {
      color: { ...field, scale: { domain, range: colors.slice(0, domain.length) }, legend },
      strokeDash: { ...field, scale: { domain, range: dashes.slice(0, domain.length) } },
    };
  };
  const rule: Panel = {
    data: { values: [{ beta: critical }] },
    mark: { type: "rule", color: ink, strokeDash: [3, 2], strokeWidth: 1.5 },
  };
  const [limited, free] = [
    latentSize === 1 ? "1 unit" : `${latentSize} units`,
    "any number of units",
  ];
  const units: Panel = {
    title: {
      text: "Units in use at the optimum",
      subtitle: `Dashed rule: the critical β* = ${critical.toFixed(2)}`,
    },
    width,
    height: 150,
    encoding: { x: x(null) },
    layer: [{
      data: {
        values: [
          ...points.map(({ beta, paying }) => ({ beta, name: free, count: paying })),
          ...points.map(({ beta, activeUnits }) => ({ beta, name: limited, count: activeUnits })),
        ],
      },
      mark: { type: "line", interpolate: "step-after", clip: true },
      encoding: {
        y: {
          field: "count",
          type: "quantitative",
          title: "units",
          scale: { domain: [0, Math.min(2.5 * latentSize, 1.1 * points[0].paying)], nice: false },
          axis: { tickMinStep: 1, tickCount: 5, format: "d" },
        },
        ...named([limited, free]),
      },
    }, rule],
  };
  const parts = ["loss = squared error + β × KL", "squared error", "β × KL"];
  const loss: Panel = {
    title: `Loss of the best linear VAE with ${limited}`,
    width,
    height: 210,
    encoding: { x: x("β, the weight of the KL term (log scale)") },
    layer: [{
      data: {
        values: points.flatMap(({ beta, loss, reconstruction, kl }) => {
          const values = [loss, reconstruction, beta * kl];
          return parts.map((name, part) => ({ beta, name, value: values[part] }));
        }),
      },
      mark: { type: "line" },
      encoding: {
        y: { field: "value", type: "quantitative", title: "squared error per image" },
        ...named(parts),
      },
    }, rule],
  };
  return [units, loss];
}
