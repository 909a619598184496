/** Door to vega and vega-lite: charts from a declarative spec. */
import * as vega from "npm:vega@6.4.0";
import type * as vegaLite from "npm:vega-lite@6.5.0";
export { parse, View } from "npm:vega@6.4.0";
export { compile } from "npm:vega-lite@6.5.0";

/** A chart, as vega-lite describes it. */
export type TopLevelSpec = vegaLite.TopLevelSpec;
/** The defaults of a chart's look. */
export type Config = vegaLite.Config;

/** A text mark of vega's scene, as far as its width depends on it. */
export interface TextItem {
  font?: string;
  fontSize?: number;
  fontStyle?: string;
  fontWeight?: string | number;
  limit?: number;
}

/** What paints vega's scene; `Context` is the canvas context that it paints on. */
export interface SceneRenderer<Context> {
  initialize(
    element: null,
    width: number,
    height: number,
    origin: readonly number[],
    scale: number,
    options: { externalContext: Context },
  ): this;
  canvas(): unknown;
}

/** The parts of vega that its own types leave out (they are documented in vega-scenegraph). */
export const scenegraph = vega as unknown as {
  CanvasRenderer: new <Context>(loader: unknown) => SceneRenderer<Context>;
  renderModule(name: string, module?: Record<string, unknown>): Record<string, unknown>;
  textMetrics: { width(item: TextItem, text: unknown): number };
};

/** One panel of a figure that stacks panels. */
export type Panel = Extract<TopLevelSpec, { vconcat: unknown }>["vconcat"][number];
/** One layer of a panel: a mark, and what it shows of the data. */
export type Layer = Extract<Panel, { layer: unknown }>["layer"][number];
/** What the channels of a layer show: x, y, color ... */
export type Encoding = NonNullable<Extract<Layer, { mark: unknown }>["encoding"]>;
