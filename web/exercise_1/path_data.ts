/** A point of a drawing, in pixels. */
export type Point = readonly [x: number, y: number];

/** The `d` of an SVG path through these points, to a tenth of a pixel. */
export function pathData(points: readonly Point[]): string {
  const texts = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  return texts.length === 0 ? "" : `M${texts.join("L")}`;
}

/** The `d` of the area between these points and the horizontal line at `base`. */
export function areaData(points: readonly Point[], base: number): string {
  if (points.length === 0) return "";
  return `${pathData([[points[0][0], base], ...points, [points.at(-1)![0], base]])}Z`;
}
