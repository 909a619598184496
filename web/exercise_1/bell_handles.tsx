import { klIntegrands } from "../../lib/math/kl_integrands.ts";
import { numberText } from "../../lib/figure/number_text.ts";
import { words } from "../words.ts";
import { DragHandle } from "./drag_handle.tsx";
import { niceStep, toMultiple } from "./nice_step.ts";
import type { Gaussian } from "../../lib/math/gaussian.ts";
import { setPair } from "./pair.ts";
import type { Scales } from "./scales.ts";

/** The bounds of `deno task kl`. */
const LARGEST = 1000, MIN_STD = 0.001;
/** What is finer than this is left behind by arithmetic. */
const FINEST = 1e-6;

/** A density and where its handles go. */
export interface BellHandlesProps {
  readonly name: "q" | "p";
  readonly gaussian: Gaussian;
  readonly scales: Scales;
  /** Pixels by which the handle of the mean stands below the top, where another handle is there already. */
  readonly lower: number;
  hold(isHeld: boolean): void;
}

/** The two handles of a bell: its top is dragged for the mean, a point on its slope for the width. */
export function BellHandles({ name, gaussian, scales, lower, hold }: BellHandlesProps) {
  const { mean, std } = gaussian;
  const { x, y, xAt, window: [from, to], pixel } = scales;
  // The width of q is set on its right, that of p on its left, so that equal bells have their handles apart.
  const side = name === "q" ? 1 : -1;
  const densityAt = (x: number) => klIntegrands(gaussian, gaussian, x).q;
  const meanStep = niceStep((to - from) / 80);
  const stdStep = Math.max(MIN_STD, niceStep(std / 10));
  const isQ = name === "q";
  const setMean = (value: number) => {
    const mean = toMultiple(Math.min(LARGEST, Math.max(-LARGEST, value)), FINEST);
    setPair(isQ ? { mu: mean } : { priorMu: mean });
  };
  const setStd = (value: number) => {
    const std = toMultiple(Math.min(LARGEST, Math.max(MIN_STD, value)), FINEST);
    setPair(isQ ? { sigma: std } : { priorSigma: std });
  };
  const look = <circle class="knob" r={9} />;
  return (
    <g class={`bell-${name}`}>
      <DragHandle
        id={`kl-${name}-mean`}
        label={words.kl.meanOf(name)}
        text={numberText(mean)}
        at={{ x: x(mean), y: y(densityAt(mean)) + lower }}
        value={mean}
        {...{ min: from, max: to, step: meanStep, page: 10 * meanStep }}
        valueAt={(at) => toMultiple(xAt(at), niceStep(pixel))}
        set={setMean}
        hold={hold}
      >
        {look}
        <text class="knob-name" y={-15} aria-hidden="true">{name}</text>
      </DragHandle>
      <DragHandle
        id={`kl-${name}-std`}
        label={words.kl.stdOf(name)}
        text={numberText(std)}
        at={{ x: x(mean + side * std), y: y(densityAt(mean + std)) }}
        value={std}
        {...{
          min: Math.min(std, stdStep),
          max: Math.max(std, (to - from) / 2),
          step: stdStep,
          page: 5 * stdStep,
        }}
        valueAt={(at) => toMultiple(side * (xAt(at) - mean), niceStep(pixel))}
        set={setStd}
        hold={hold}
      >
        <rect class="knob" x={-8} y={-8} width={16} height={16} transform="rotate(45)" />
        <text
          class="knob-name"
          x={side * 18}
          y={5}
          text-anchor={isQ ? "start" : "end"}
          aria-hidden="true"
        >
          σ
        </text>
      </DragHandle>
    </g>
  );
}
