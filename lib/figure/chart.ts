import type { Canvas } from "../deps/canvas.ts";
import type { TopLevelSpec } from "../deps/vega.ts";
import { registerFonts } from "./register_fonts.ts";
import { theme } from "./theme.ts";
import { vegaCanvas } from "./vega_canvas.ts";

/** How a chart is drawn. */
export interface ChartOptions {
  /** Canvas pixels per pixel of the spec; 2 is crisp on today's screens and in print. */
  readonly scale?: number;
}

/**
 * Draws a vega-lite spec in the house's theme; what the spec's own `config` says goes first. The
 * same spec is interactive in a web page (vega-embed).
 *
 * @returns a canvas of the chart's size in pixels times `scale`
 * @throws {Error} if the spec cannot be drawn
 *
 * @example One line
 * ```ts ignore
 * const values = [1, 2, 3].map((x) => ({ x, y: x * x }));
 * const canvas = await chart({
 *   data: { values },
 *   mark: "line",
 *   encoding: { x: { field: "x", type: "quantitative" }, y: { field: "y", type: "quantitative" } },
 * });
 * ```
 */
export async function chart(spec: TopLevelSpec, { scale = 2 }: ChartOptions = {}): Promise<Canvas> {
  const { compile, parse, View } = await import("../deps/vega.ts");
  await registerFonts();
  await vegaCanvas();
  const { spec: compiled } = compile(spec, { config: theme, logger: new Logger() });
  const view = new View(parse(compiled), { renderer: "none", logger: new Logger() });
  try {
    return await view.toCanvas(scale) as unknown as Canvas;
  } finally {
    view.finalize();
  }
}

/** Vega prints its errors on the console and draws on; here an error is thrown, and nothing printed. */
class Logger {
  level(): number;
  level(level: number): this;
  level(level?: number): number | this {
    return level === undefined ? 0 : this;
  }
  error(...args: readonly unknown[]): never {
    throw args[0] instanceof Error ? args[0] : new Error(args.join(" "));
  }
  warn(): this {
    return this;
  }
  info(): this {
    return this;
  }
  debug(): this {
    return this;
  }
}
