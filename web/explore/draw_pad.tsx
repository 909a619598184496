import { useRef } from "../../lib/deps/preact.ts";
import { type Signal, useSignalEffect } from "../../lib/deps/preact_signals.ts";
import { words } from "../words.ts";
import { PAD_SIDE, paintStrokes, type Stroke } from "./paint_strokes.ts";

/** What is drawn, and what to do when somebody begins to draw. */
export interface DrawPadProps {
  readonly strokes: Signal<readonly Stroke[]>;
  begin(): void;
}

/** A pad for a finger, a pen or a mouse. */
export function DrawPad({ strokes, begin }: DrawPadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useSignalEffect(() => {
    const context = canvas.current?.getContext("2d");
    const drawn = strokes.value;
    if (context) paintStrokes(context, drawn);
  });
  const place = ({ clientX, clientY }: PointerEvent): [number, number] => {
    const { left, top, width, height } = canvas.current!.getBoundingClientRect();
    return [(clientX - left) / width, (clientY - top) / height];
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    canvas.current!.setPointerCapture(event.pointerId);
    begin();
    strokes.value = [...strokes.peek(), [place(event)]];
  };
  const move = (event: PointerEvent) => {
    if (!(event.buttons & 1) || !event.isPrimary || strokes.peek().length === 0) return;
    const between = event.getCoalescedEvents?.() ?? [];
    const places = (between.length > 0 ? between : [event]).map(place);
    const earlier = strokes.peek();
    strokes.value = [...earlier.slice(0, -1), [...earlier.at(-1)!, ...places]];
  };
  return (
    <canvas
      id="draw-pad"
      class="pad"
      role="img"
      aria-label={words.explore.draw.pad}
      ref={canvas}
      width={PAD_SIDE}
      height={PAD_SIDE}
      onPointerDown={down}
      onPointerMove={move}
    />
  );
}
