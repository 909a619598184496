/**
 * Figures: data in, a canvas out, which `encodePng` turns into bytes. Canvas, vega and fonts load on first
 * use.
 *
 * @example Two gray images beside each other
 * ```ts
 * import { imageGrid } from "./mod.ts";
 *
 * const images = new Float32Array(2 * 784).fill(0.5);
 * (await imageGrid(images)).width; // 62
 * ```
 *
 * @module
 */

export type { Canvas } from "../deps/canvas.ts";
export type { TopLevelSpec } from "../deps/vega.ts";
export * from "./image_grid.ts";
export * from "./reconstruction_grid.ts";
export * from "./png.ts";
export * from "./chart.ts";
export * from "./points.ts";
export * from "./curves.ts";
export * from "./curves_specification.ts";
export * from "./timeline.ts";
export * from "./timeline_specification.ts";
export * from "./stages.ts";
export * from "./contact_sheet.ts";
export * from "./kl_figure.ts";
export * from "./kl_specification.ts";
export * from "./prediction_figure.ts";
export * from "./prediction_specification.ts";
export * from "./hysteresis_figure.ts";
export * from "./hysteresis_seeds_figure.ts";
export * from "./transition_figure.ts";
export * from "./method_curves.ts";
export * from "./phase_diagram.ts";
export * from "./rate_distortion.ts";
export * from "./lab_distribution.ts";
export * from "./sample_comparison.ts";
export type { PanelLayout } from "./side_by_side.ts";
export type { LossReference } from "./loss_panel.ts";
export * from "./blame_figure.ts";
