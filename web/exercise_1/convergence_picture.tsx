import { niceTicks } from "./nice_step.ts";
import { SIDES } from "./panel.ts";
import { pathData, type Point } from "./path_data.ts";
import { LAST_DRAW, type TracePoint } from "./running_divergences.ts";
import { scalesOf } from "./scales.ts";
import { useWidth } from "./use_width.ts";
import type { Range } from "./view_window.ts";
import { YAxis } from "./y_axis.tsx";
import { words } from "../words.ts";

/** Pixels: the drawing, and the room above and below the panel. */
const HEIGHT = 150, TOP = 8, BOTTOM = 24;
/** The logarithm of the number of draws, from the first to the last picture. */
const WINDOW: Range = [Math.log10(16), Math.log10(LAST_DRAW)];
/** Its labels, by the powers of ten. */
const TICKS = [[3, "10³"], [4, "10⁴"], [5, "10⁵"]] as const;

/** The estimate over the number of draws, a band of one standard error around it, and the closed form as a line. */
export function ConvergencePicture(
  { trace, closed, label }: {
    readonly trace: readonly TracePoint[];
    readonly closed: number;
    readonly label: string;
  },
) {
  const [element, width] = useWidth(280);
  const [left, right] = [SIDES.left + 8, width.value - SIDES.right];
  const last = trace.at(-1);
  // The standard error that 16 draws would have: the line begins within one and a half of that, and ends in its middle.
  const half = last && last.standardError > 0 && Number.isFinite(last.standardError)
    ? 1.5 * last.standardError * Math.sqrt(last.count / 16)
    : 1;
  const range: Range = [closed - half, closed + half];
  const scales = scalesOf(WINDOW, range, { left, right, top: TOP, bottom: HEIGHT - BOTTOM });
  const clamp = (value: number) => scales.y(Math.min(range[1], Math.max(range[0], value)));
  const line = (errors: number): Point[] =>
    trace.map(({ count, estimate, standardError }) => [
      scales.x(Math.log10(count)),
      clamp(estimate + errors * standardError),
    ]);
  return (
    <div ref={element}>
      <svg class="bells" width={width.value} height={HEIGHT} role="img" aria-label={label}>
        <YAxis ticks={niceTicks(range, 3)} {...{ scales, left, right }} />
        <g class="axis" aria-hidden="true">
          <text x={left} y={HEIGHT - 6}>{words.kl.drawsAxis}</text>
          {TICKS.map(([power, text]) => (
            <text
              key={power}
              x={scales.x(power)}
              y={HEIGHT - 6}
              text-anchor={power === 5 ? "end" : "middle"}
            >
              {text}
            </text>
          ))}
        </g>
        <path class="band" d={pathData([...line(-1), ...line(1).toReversed()])} />
        <line class="truth" x1={left} x2={right} y1={scales.y(closed)} y2={scales.y(closed)} />
        <path class="estimate" d={pathData(line(0))} />
        {last && (
          <circle
            class="latest"
            cx={scales.x(Math.log10(last.count))}
            cy={clamp(last.estimate)}
            r={3}
          />
        )}
      </svg>
    </div>
  );
}
