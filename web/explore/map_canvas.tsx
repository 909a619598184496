import { useEffect, useRef } from "../../lib/deps/preact.ts";
import { useComputed, useSignal, useSignalEffect } from "../../lib/deps/preact_signals.ts";
import { labelCount } from "../../lib/data/label_count.ts";
import { labelText } from "../../lib/data/label_text.ts";
import { movedInPlane, placeInPlane } from "../../lib/measure/latent_plane.ts";
import { state } from "../state.ts";
import { words } from "../words.ts";
import { drawMap, drawMarks, pointAt, rowOf } from "./draw_map.ts";
import { code, setCode } from "./explored.ts";
import { mapColors } from "../parts/map_colors.ts";
import { mapFrame } from "./map_frame.ts";
import type { MapLook } from "./map_look.ts";
import { nearestPoint } from "./nearest_point.ts";
import type { MapAnswer } from "./protocol.ts";
import { useElementWidth } from "./use_element_width.ts";
import { useDark } from "../parts/use_dark.ts";

const text = words.explore.map;

/** The map's shape; steps across it by the keyboard, and with the shift key; how near the pointer must be. */
const RATIO = 0.86, TALLEST = 900, STEPS = 100, LARGE_STEPS = 20, NEAR = 10;

/** What the map shows. */
export interface MapCanvasProps {
  readonly map: MapAnswer;
  /** The names of both axes. */
  readonly names: readonly string[];
  /** The label that stands out. */
  readonly label?: number;
}

/** The map as a canvas: a click, a drag or the arrow keys move the code. */
export function MapCanvas({ map, names, label }: MapCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const base = useRef<HTMLCanvasElement | undefined>(undefined);
  const look = useRef<MapLook | undefined>(undefined);
  const redrawn = useSignal(0);
  const pointed = useSignal<number | undefined>(undefined);
  const focused = useSignal(false); // its place is read out to those who move on the map, not on a slider
  const width = useElementWidth(canvas);
  const dark = useDark();
  const shaded = state.explore.shaded.value.value === "yes";

  useEffect(() => {
    const shown = canvas.current!;
    if (width === 0) return;
    const height = Math.min(TALLEST, Math.round(RATIO * width));
    const ratio = Math.min(3, devicePixelRatio || 1);
    const kept = base.current ??= document.createElement("canvas");
    for (const each of [shown, kept]) {
      [each.width, each.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    }
    const colors = mapColors(shown.parentElement!, labelCount(map));
    look.current = { frame: mapFrame(map, width, height), colors, ratio, shaded, names, label };
    drawMap(kept.getContext("2d")!, map, look.current);
    redrawn.value++;
  }, [map, names.join(), label, shaded, width, dark]);

  const place = useComputed(() => {
    redrawn.value; // perhaps another map
    return code.value ? placeInPlane(map.plane, code.value) : [];
  });
  const middle = (Math.max(1, labelCount(map)) - 1) / 2;
  const row = useComputed(() =>
    map.plane.axes.length === 1 ? [...place.value, middle] : place.value
  );
  const nearest = useComputed(() => {
    const [x, y] = row.value;
    if (!look.current || y === undefined) return undefined;
    return nearestPoint(map, look.current.frame, ...pointAt(look.current.frame, x, y))?.image;
  });

  // Painted at once, without a turn of the views.
  useSignalEffect(() => {
    redrawn.value;
    const [x, y] = row.value;
    const image = pointed.value;
    if (!look.current || y === undefined) return;
    const context = canvas.current!.getContext("2d")!;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(base.current!, 0, 0);
    const { frame } = look.current;
    const { places: [across, up] } = map;
    const ringed = image === undefined
      ? undefined
      : pointAt(frame, across[image], up ? up[image] : rowOf(map, image));
    drawMarks(context, look.current, pointAt(frame, x, y), ringed);
  });

  const move = (to: readonly number[]) => {
    const { horizontal, vertical } = look.current!.frame;
    const within = [horizontal, vertical].map((axis, i) => axis.value(axis.at(to[i] ?? 0)));
    setCode(movedInPlane(map.plane, code.peek()!, within.slice(0, map.plane.axes.length)));
  };
  const pointer = (event: PointerEvent) => {
    if (!look.current || !code.peek()) return;
    const { left, top } = canvas.current!.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const { frame } = look.current;
    if (event.type === "pointerdown") {
      if (event.button !== 0) return;
      canvas.current!.setPointerCapture(event.pointerId);
    }
    if (event.buttons & 1) {
      pointed.value = undefined;
      move([frame.horizontal.value(x), frame.vertical.value(y)]);
    } else {
      const found = nearestPoint(map, frame, x, y);
      pointed.value = found && found.distance < NEAR ? found.image : undefined;
    }
  };
  const key = (event: KeyboardEvent) => {
    const direction = ARROWS[event.key];
    if (!direction || !look.current || !code.peek() || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const steps = event.shiftKey ? LARGE_STEPS : STEPS;
    move(
      place.peek().map((value, i) => {
        const [from, to] = map.domains[i];
        return value + direction[i] * (to - from) / steps;
      }),
    );
  };
  const named = pointed.value ?? nearest.value;
  return (
    <>
      <canvas
        ref={canvas}
        id="map-canvas"
        tabIndex={0}
        role="application"
        aria-label={text.canvas(names)}
        aria-describedby="map-place map-keys"
        data-place={place.value.map((value) => value.toFixed(3)).join()}
        onPointerDown={pointer}
        onPointerMove={pointer}
        onPointerLeave={() => pointed.value = undefined}
        onKeyDown={key}
        onFocus={() => focused.value = true}
        onBlur={() => focused.value = false}
      />
      <p id="map-place" aria-live={focused.value ? "polite" : "off"} data-image={named}>
        {place.value.map((value, i) => text.coordinate(names[i], value)).join("; ")}
        {named !== undefined && (
          <>
            {". "}
            <strong>
              {(pointed.value === undefined ? text.nearest : text.pointed)(
                named,
                labelText(map, named),
              )}
            </strong>
          </>
        )}
      </p>
      <p id="map-keys" class="quiet">{text.keys}</p>
    </>
  );
}

/** Which way each arrow key moves the code, along both axes. */
const ARROWS: Readonly<Record<string, readonly number[]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
