import type { ComponentChildren } from "../../lib/deps/preact.ts";
import { useRef } from "../../lib/deps/preact.ts";

/** Pixels around a handle's middle that take hold of it: 44 across, a fingertip. */
const TOUCH = 22;

/** A handle and what it sets. */
export interface DragHandleProps {
  readonly id: string;
  /** What it sets, for a screen reader. */
  readonly label: string;
  /** Its value in words. */
  readonly text: string;
  /** Where it is, in pixels of the drawing. */
  readonly at: { readonly x: number; readonly y: number };
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** What an arrow key adds, and what Page Up adds. */
  readonly step: number;
  readonly page: number;
  /** The value where the handle is dragged to this x, in pixels of the drawing. */
  valueAt(x: number): number;
  set(value: number): void;
  /** Tells when a drag begins, and when it has ended. */
  hold(isHeld: boolean): void;
  /** Its look: what is drawn around (0, 0). */
  readonly children: ComponentChildren;
}

/** A handle in a drawing, dragged sideways by mouse, pen or finger, or moved by keys, as a slider. */
export function DragHandle(props: DragHandleProps) {
  const { id, label, text, at, value, min, max, step, page, valueAt, set, hold } = props;
  /** From the pointer to the handle's middle, while it is dragged. */
  const offset = useRef<number | null>(null);
  const move = (value: number) => set(Math.min(max, Math.max(min, value)));
  const byKey: Readonly<Record<string, number>> = {
    ArrowLeft: value - step,
    ArrowDown: value - step,
    ArrowRight: value + step,
    ArrowUp: value + step,
    PageDown: value - page,
    PageUp: value + page,
    Home: min,
    End: max,
  };
  const begin = (event: PointerEvent) => {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    offset.current = at.x - event.clientX;
    hold(true);
  };
  const end = () => {
    if (offset.current === null) return;
    offset.current = null;
    hold(false);
  };
  return (
    <g
      id={id}
      class="handle"
      role="slider"
      tabindex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={text}
      transform={`translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`}
      onPointerDown={begin}
      onPointerMove={(event: PointerEvent) => {
        if (offset.current !== null) move(valueAt(event.clientX + offset.current));
      }}
      onPointerUp={end}
      onLostPointerCapture={end}
      onKeyDown={(event: KeyboardEvent) => {
        const wanted = byKey[event.key];
        if (wanted === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        move(wanted);
      }}
    >
      <circle class="touch" r={TOUCH} />
      {props.children}
    </g>
  );
}
