import { compile, type Config, parse, type TopLevelSpec, View } from "../../lib/deps/vega.ts";
import { expressionInterpreter } from "../../lib/deps/vega_interpreter.ts";
import { theme } from "../../lib/figure/theme.ts";

/** A chart that stands in the page. */
export interface DrawnChart {
  /** The picture as a data URL, at twice its size. */
  png(): Promise<string>;
  /** Frees it. */
  remove(): void;
}

/** How a chart is drawn. */
export interface DrawChartOptions {
  /** In place of the theme of the PNGs. */
  readonly config?: Config;
  /** Is told what the mark at the pointer tells, by the names of its channels, or that there is none. */
  point?(event: MouseEvent, told: Readonly<Record<string, string>> | undefined): void;
}

/** Draws a specification, in the theme of the PNGs, into an element of the page. */
export async function drawChart(
  spec: TopLevelSpec,
  element: HTMLElement,
  { config = theme, point = () => {} }: DrawChartOptions = {},
): Promise<DrawnChart> {
  const compiled = compile(spec, { config }).spec;
  // The interpreter, since the page's content security policy forbids to make functions of texts.
  const runtime = parse(compiled, {}, { ast: true });
  const drawing = document.createElement("div");
  const view = new View(runtime, {
    renderer: "svg",
    container: drawing,
    hover: false,
    tooltip: (_handler, event, _item, told) => point(event, told || undefined),
    expr: expressionInterpreter,
  });
  await view.runAsync();
  const svg = drawing.querySelector("svg")!;
  const { width, height } = svg.viewBox.baseVal;
  svg.setAttribute("width", "100%");
  svg.style.maxWidth = `${width}px`;
  svg.style.aspectRatio = `${width} / ${height}`;
  svg.removeAttribute("height");
  // The chart has its words in the element around it; those of each mark would be read one by one.
  svg.setAttribute("aria-hidden", "true");
  element.replaceChildren(drawing);
  return { png: () => view.toImageURL("png", 2), remove: () => view.finalize() };
}
