import { words } from "../words.ts";
import type { CurvePoint } from "./curve_points.ts";
import { niceTicks } from "./nice_step.ts";
import { SIDES } from "./panel.ts";
import { areaData, pathData, type Point } from "./path_data.ts";
import { scalesOf } from "./scales.ts";
import type { Quantity } from "./step_values.ts";
import type { Range } from "./view_window.ts";
import { XAxis } from "./x_axis.tsx";
import { YAxis } from "./y_axis.tsx";

/** Pixels: the drawing, and the room above and below the panel. */
const HEIGHT = 190, TOP = 10, BOTTOM = 28;

/** What the panel shows. */
export interface IntegrandPanelProps {
  readonly points: readonly CurvePoint[];
  readonly quantity: Quantity;
  readonly window: Range;
  readonly width: number;
  /** What is seen, in words. */
  readonly label: string;
}

/** The integrand of a quantity, its areas above and below 0 filled apart. */
export function IntegrandPanel({ points, quantity, window, width, label }: IntegrandPanelProps) {
  const values = points.map((point) => point[quantity]);
  const low = Math.min(0, ...values), high = Math.max(0, ...values);
  const range: Range = high > low ? [low, high] : [-1, 1];
  const [left, right] = [SIDES.left, width - SIDES.right];
  const scales = scalesOf(window, range, { left, right, top: TOP, bottom: HEIGHT - BOTTOM });
  const { x, y } = scales;
  const line = (part: (value: number) => number): Point[] =>
    points.map((point, i) => [x(point.x), y(part(values[i]))]);
  return (
    <svg
      id="kl-integrand"
      class="bells"
      width={width}
      height={HEIGHT}
      role="img"
      aria-label={label}
    >
      <defs>
        <pattern
          id="kl-hatch"
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect class="hatch-ground" width="7" height="7" />
          <line class="hatch-line" x1="0" y1="0" x2="0" y2="7" />
        </pattern>
      </defs>
      <YAxis ticks={niceTicks(range, 4)} {...{ scales, left, right }} />
      <path class="above" d={areaData(line((value) => Math.max(0, value)), y(0))} />
      <path class="below" d={areaData(line((value) => Math.min(0, value)), y(0))} />
      <path class="integrand" d={pathData(line((value) => value))} />
      <line class="zero" x1={left} x2={right} y1={y(0)} y2={y(0)} />
      <XAxis scales={scales} y={HEIGHT - BOTTOM} width={width} />
      <text class="axis-name" x={right} y={HEIGHT - BOTTOM - 6} text-anchor="end">
        {words.kl.xAxis}
      </text>
    </svg>
  );
}
