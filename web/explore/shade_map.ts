import type { DensityMap } from "../../lib/measure/density_map.ts";
import type { MapLook } from "./map_look.ts";

/** Hatching, in CSS pixels: from stroke to stroke, and the width of each. */
const PERIOD = 9, STROKE = 1.4;
/** How much ink is seen of the hatching and between it. */
const DARK = 0.3, LIGHT = 0.09;

/**
 * Hatches where the density is below the threshold. Between the places that are known it is interpolated, so that
 * the edge is smooth.
 */
export function shadeMap(
  context: CanvasRenderingContext2D,
  { columns, rows, logDensities, threshold }: DensityMap,
  { frame, colors, ratio }: MapLook,
): void {
  const [left, top] = [frame.left, frame.top].map((at) => Math.round(at * ratio));
  const width = Math.round(frame.right * ratio) - left;
  const height = Math.round(frame.bottom * ratio) - top;
  if (width < 1 || height < 1) return;
  const ink = inkOf(colors.ink);
  const shade = new ImageData(width, height);
  const pixels = new Uint32Array(shade.data.buffer);
  const [dark, light] = [DARK, LIGHT].map((alpha) => packed(ink, alpha));
  const across = Array.from({ length: width }, (_, x) => between(x, width, columns));
  for (let y = 0; y < height; y++) {
    const [row, above] = between(height - 1 - y, height, rows);
    const [lower, upper] = [row * columns, Math.min(row + 1, rows - 1) * columns];
    for (let x = 0; x < width; x++) {
      const [column, right] = across[x];
      const next = Math.min(column + 1, columns - 1);
      const low = mix(logDensities[lower + column], logDensities[lower + next], right);
      const high = mix(logDensities[upper + column], logDensities[upper + next], right);
      if (mix(low, high, above) >= threshold) continue;
      pixels[y * width + x] = (x + y) / ratio % PERIOD < STROKE ? dark : light;
    }
  }
  const layer = document.createElement("canvas");
  [layer.width, layer.height] = [width, height];
  layer.getContext("2d")!.putImageData(shade, 0, 0);
  context.drawImage(layer, left / ratio, top / ratio, width / ratio, height / ratio);
}

/** The known place before a pixel, and how far the pixel lies on the way to the next. */
function between(pixel: number, pixels: number, places: number): [place: number, share: number] {
  const at = places === 1 ? 0 : pixel / (pixels - 1 || 1) * (places - 1);
  return [Math.floor(at), at % 1];
}

function mix(a: number, b: number, share: number): number {
  return a + share * (b - a);
}

/** Red, green and blue of `rgb(26, 26, 26)`. */
function inkOf(color: string): number[] {
  return (color.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}

function packed([red, green, blue]: readonly number[], alpha: number): number {
  const bytes = Uint8ClampedArray.of(red, green, blue, 255 * alpha);
  return new Uint32Array(bytes.buffer)[0];
}
