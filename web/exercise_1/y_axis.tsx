import { numberText } from "../../lib/figure/number_text.ts";
import type { Scales } from "./scales.ts";

/** The labels of a vertical axis, with a line across at each. */
export function YAxis(
  { ticks, scales, left, right }: {
    readonly ticks: readonly number[];
    readonly scales: Scales;
    readonly left: number;
    readonly right: number;
  },
) {
  return (
    <g class="axis" aria-hidden="true">
      {ticks.map((tick, i) => (
        <g key={i} transform={`translate(0 ${scales.y(tick).toFixed(1)})`}>
          <line x1={left} x2={right} />
          <text x={left - 6} y={4} text-anchor="end">{numberText(tick)}</text>
        </g>
      ))}
    </g>
  );
}
