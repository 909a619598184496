import type { Canvas, Context } from "../deps/canvas.ts";
import type { SceneRenderer } from "../deps/vega.ts";

/**
 * Gives vega our canvas. By itself vega looks for a global `document`, or for an installed package
 * named `canvas`; everybody else brings a renderer and a way to measure text. Both are settings of
 * the vega module, so that nothing is left on `globalThis`; setting them again does no harm.
 */
export async function vegaCanvas(): Promise<void> {
  const { createCanvas } = await import("../deps/canvas.ts");
  const { scenegraph } = await import("../deps/vega.ts");
  const { CanvasRenderer, renderModule, textMetrics } = scenegraph;

  class NativeRenderer extends CanvasRenderer<Context> {
    #canvas = createCanvas(1, 1);

    override initialize(...args: Parameters<SceneRenderer<Context>["initialize"]>): this {
      const [element, width, height, origin, scale] = args;
      this.#canvas = createCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
      const externalContext = this.#canvas.getContext("2d");
      return super.initialize(element, width, height, origin, scale, { externalContext });
    }

    override canvas(): Canvas {
      return this.#canvas;
    }
  }
  renderModule("canvas", { ...renderModule("canvas"), headless: NativeRenderer });

  const ruler = createCanvas(1, 1).getContext("2d");
  textMetrics.width = ({ fontStyle = "", fontWeight = "", fontSize = 11, font }, text) => {
    ruler.font = `${fontStyle} ${fontWeight} ${fontSize}px ${font ?? "sans-serif"}`.trim();
    return ruler.measureText(String(text ?? "")).width;
  };
}
