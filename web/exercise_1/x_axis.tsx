import { numberText } from "../../lib/figure/number_text.ts";
import { niceTicks } from "./nice_step.ts";
import type { Scales } from "./scales.ts";

/** The labels of the axis that both panels share. */
export function XAxis(
  { scales, y, width }: {
    readonly scales: Scales;
    /** Where it is, in pixels. */
    readonly y: number;
    /** The width of the drawing. */
    readonly width: number;
  },
) {
  const ticks = niceTicks(scales.window, Math.max(2, width / 55));
  return (
    <g class="axis" aria-hidden="true" transform={`translate(0 ${y})`}>
      {ticks.map((tick, i) => (
        <g key={i} transform={`translate(${scales.x(tick).toFixed(1)} 0)`}>
          <line y2={5} />
          <text y={19} text-anchor="middle">{numberText(tick)}</text>
        </g>
      ))}
    </g>
  );
}
