import { words } from "../words.ts";
import { BellHandles } from "./bell_handles.tsx";
import type { CurvePoint } from "./curve_points.ts";
import { klIntegrands } from "../../lib/math/kl_integrands.ts";
import { niceTicks } from "./nice_step.ts";
import type { Direction, Pair } from "./pair.ts";
import { SIDES } from "./panel.ts";
import { areaData, pathData, type Point } from "./path_data.ts";
import { scalesOf } from "./scales.ts";
import type { Range } from "./view_window.ts";
import { XAxis } from "./x_axis.tsx";
import { YAxis } from "./y_axis.tsx";

/** Pixels: the drawing, the room for a handle above the highest bell, and that for the axis below. */
const HEIGHT = 270, TOP = 42, BOTTOM = 28;
/** Handles that are nearer than this to one another would hide one another. */
const APART = 36;

/** What the panel shows. */
export interface DensityPanelProps {
  readonly pair: Pair;
  readonly points: readonly CurvePoint[];
  readonly window: Range;
  readonly width: number;
  readonly direction: Direction;
  /** The step of the proof that is lit up; 0 for none. */
  readonly step: number;
  hold(isHeld: boolean): void;
}

/** The densities of q and p with their handles. */
export function DensityPanel(
  { pair, points, window, width, direction, step, hold }: DensityPanelProps,
) {
  const { q, p } = pair;
  const peaks = { q: klIntegrands(q, p, q.mean).q, p: klIntegrands(q, p, p.mean).p };
  const [left, right] = [SIDES.left, width - SIDES.right];
  const scales = scalesOf(window, [0, Math.max(peaks.q, peaks.p)], {
    ...{ left, right, top: TOP, bottom: HEIGHT - BOTTOM },
  });
  const { x, y } = scales;
  const lines: Record<"q" | "p", Point[]> = {
    q: points.map((point) => [x(point.x), y(point.q)]),
    p: points.map((point) => [x(point.x), y(point.p)]),
  };
  // The expectation is taken under the first of the two; the second is what it is measured against.
  const [first, second] = direction === "qp" ? ["q", "p"] as const : ["p", "q"] as const;
  const look = (name: "q" | "p") => {
    const isLit = step === 3 || (step === 1 && name === first) || (step === 2 && name === second);
    const isWeight = (step === 1 || step === 2) && name === first;
    const isFaded = step === 1 && name === second;
    return `bell-${name}${isLit ? " lit" : ""}${isWeight ? " weight" : ""}${
      isFaded ? " faded" : ""
    }`;
  };
  const isHidden = Math.abs(x(q.mean) - x(p.mean)) < APART &&
    Math.abs(y(peaks.q) - y(peaks.p)) < APART;
  const lower = isHidden ? y(peaks.q) + APART + 8 - y(peaks.p) : 0;
  return (
    <svg
      id="kl-densities"
      class="bells"
      width={width}
      height={HEIGHT}
      role="group"
      aria-label={words.kl.densitiesLabel}
    >
      <YAxis ticks={niceTicks([0, Math.max(peaks.q, peaks.p)], 4)} {...{ scales, left, right }} />
      <XAxis scales={scales} y={HEIGHT - BOTTOM} width={width} />
      {(["p", "q"] as const).map((name) => (
        <g key={name} class={look(name)} aria-hidden="true">
          <path class="under" d={areaData(lines[name], y(0))} />
          <line
            class="stem"
            x1={x(pair[name].mean)}
            x2={x(pair[name].mean)}
            y1={y(0)}
            y2={y(peaks[name])}
          />
          <path class="curve" d={pathData(lines[name])} />
        </g>
      ))}
      <BellHandles name="p" gaussian={p} {...{ scales, lower, hold }} />
      <BellHandles name="q" gaussian={q} lower={0} {...{ scales, hold }} />
    </svg>
  );
}
