import type { Range } from "./view_window.ts";

/** From numbers to pixels of a drawing, and back. */
export interface Scales {
  /** The part of the x axis that is seen. */
  readonly window: Range;
  /** What a pixel of the x axis is worth. */
  readonly pixel: number;
  x(value: number): number;
  y(value: number): number;
  xAt(pixels: number): number;
}

/** The scales of a panel, `left` to `right` and `bottom` up to `top` in pixels. */
export function scalesOf(
  window: Range,
  [low, high]: Range,
  { left, right, top, bottom }: Readonly<Record<"left" | "right" | "top" | "bottom", number>>,
): Scales {
  const [from, to] = window;
  const pixel = (to - from) / (right - left);
  return {
    window,
    pixel,
    x: (value) => left + (value - from) / pixel,
    y: (value) => bottom - (value - low) / (high - low) * (bottom - top),
    xAt: (pixels) => from + (pixels - left) * pixel,
  };
}
