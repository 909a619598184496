import { type MapFrame, ticks } from "./map_frame.ts";
import type { MapLook } from "./map_look.ts";
import type { MapAnswer } from "./protocol.ts";
import { shadeMap } from "./shade_map.ts";

/** The radius of a point, as a share of the map's width and at most; how much is seen of those that do not stand out. */
const RADIUS = 1 / 250, LARGEST = 2.4, FAINT = 0.12;

/** Draws the map: the shading, the points, the axes. */
export function drawMap(
  context: CanvasRenderingContext2D,
  map: MapAnswer,
  look: MapLook,
): void {
  const { frame, colors, ratio, shaded, label } = look;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colors.page;
  context.fillRect(0, 0, frame.width, frame.height);
  if (shaded) shadeMap(context, map.density, look);
  const { places: [x, y], labels } = map;
  const count = colors.labels.length;
  const radius = Math.min(LARGEST, RADIUS * frame.width);
  // The one that stands out comes last.
  for (const own of Array.from({ length: count }, (_, i) => (i + (label ?? -1) + 1) % count)) {
    context.fillStyle = colors.labels[own];
    context.globalAlpha = label === undefined ? 0.85 : label === own ? 1 : FAINT;
    for (let n = 0; n < x.length; n++) {
      if ((labels?.[n] ?? 0) !== own) continue;
      context.beginPath();
      const [left, top] = pointAt(frame, x[n], y ? y[n] : rowOf(map, n));
      context.arc(left, top, radius, 0, 2 * Math.PI);
      context.fill();
    }
  }
  context.globalAlpha = 1;
  drawAxes(context, look);
}

/** The height of a point where the vertical axis is the label: spread a little, so that points are seen. */
export function rowOf({ labels }: MapAnswer, n: number): number {
  return (labels?.[n] ?? 0) + (n * 0.618034 % 1 - 0.5) * 0.7;
}

/** Where a point lies on the canvas. */
export function pointAt(
  { horizontal, vertical }: MapFrame,
  x: number,
  y: number,
): [number, number] {
  return [horizontal.at(x), vertical.at(y)];
}

function drawAxes(context: CanvasRenderingContext2D, { frame, colors, names }: MapLook): void {
  const { left, top, right, bottom, horizontal, vertical } = frame;
  context.strokeStyle = colors.line;
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, top + 0.5, right - left - 1, bottom - top - 1);
  context.fillStyle = colors.ink;
  context.font = "12px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const value of ticks(horizontal.domain, (right - left) / 70)) {
    const at = Math.round(horizontal.at(value)) + 0.5;
    line(context, at, bottom, at, bottom + 5);
    context.fillText(tickText(value), at, bottom + 7);
  }
  context.fillText(names[0] ?? "", (left + right) / 2, bottom + 26, right - left);
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const value of ticks(vertical.domain, (bottom - top) / 50)) {
    const at = Math.round(vertical.at(value)) + 0.5;
    line(context, left - 5, at, left, at);
    context.fillText(tickText(value), left - 8, at);
  }
  context.save();
  context.translate(12, (top + bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.fillText(names[1] ?? "", 0, 0, bottom - top);
  context.restore();
}

/** Draws the code's place as a cross with a ring, and a ring around the point that is pointed at. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  { frame, colors, ratio }: MapLook,
  place: readonly [number, number],
  pointed: readonly [number, number] | undefined,
): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const { left, top, right, bottom } = frame;
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  for (const [width, color] of [[5, colors.page], [2, colors.ink]] as const) {
    [context.lineWidth, context.strokeStyle] = [width, color];
    const [x, y] = place;
    ring(context, x, y, 9);
    line(context, x - 16, y, x - 4, y);
    line(context, x + 4, y, x + 16, y);
    line(context, x, y - 16, x, y - 4);
    line(context, x, y + 4, x, y + 16);
    if (pointed) ring(context, ...pointed, 6);
  }
  context.restore();
}

function ring(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}

function line(
  context: CanvasRenderingContext2D,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
): void {
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}

/** With a true minus sign. */
function tickText(value: number): string {
  return String(value).replace("-", "\u2212");
}
