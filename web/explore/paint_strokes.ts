import type { DrawingPixels } from "./protocol.ts";

/** The places that a pen went through, as shares of the pad's side. */
export type Stroke = readonly (readonly [x: number, y: number])[];

/** Pixels of the pad's side; the pen's width as a share of it. */
export const PAD_SIDE = 280;
const PEN = 0.075;

/** Paints strokes, white on black. */
export function paintStrokes(
  context: CanvasRenderingContext2D,
  strokes: readonly Stroke[],
): void {
  const side = PAD_SIDE;
  context.fillStyle = "black";
  context.fillRect(0, 0, side, side);
  [context.strokeStyle, context.lineWidth] = ["white", PEN * side];
  [context.lineCap, context.lineJoin] = ["round", "round"];
  for (const [[x, y], ...others] of strokes) {
    context.beginPath();
    context.moveTo(x * side, y * side);
    context.lineTo(x * side, y * side); // a dot, where there is no more
    for (const [left, top] of others) context.lineTo(left * side, top * side);
    context.stroke();
  }
}

let canvas: HTMLCanvasElement | undefined;

/** The strokes in gray values. */
export function strokePixels(strokes: readonly Stroke[]): DrawingPixels {
  canvas ??= document.createElement("canvas");
  canvas.width = canvas.height = PAD_SIDE;
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  paintStrokes(context, strokes);
  const { data } = context.getImageData(0, 0, PAD_SIDE, PAD_SIDE);
  const pixels = Float32Array.from({ length: PAD_SIDE ** 2 }, (_, i) => data[4 * i] / 255);
  return { height: PAD_SIDE, width: PAD_SIDE, pixels };
}
