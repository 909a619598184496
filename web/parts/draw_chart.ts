import { compile, parse, type TopLevelSpec, View } from "../../lib/deps/vega.ts";
import { expressionInterpreter } from "../../lib/deps/vega_interpreter.ts";
import { theme } from "../../lib/figure/theme.ts";

/** A chart that stands in the page. */
export interface DrawnChart {
  /** The picture as a data URL, at twice its size. */
  png(): Promise<string>;
  /** Frees it. */
  remove(): void;
}

/** Draws a specification, in the theme of the PNGs, into an element of the page. */
export async function drawChart(spec: TopLevelSpec, element: HTMLElement): Promise<DrawnChart> {
  const compiled = compile(spec, { config: theme }).spec;
  // The interpreter, since the page's content security policy forbids to make functions of texts.
  const runtime = parse(compiled, {}, { ast: true });
  const drawing = document.createElement("div");
  const view = new View(runtime, {
    renderer: "svg",
    container: drawing,
    hover: false,
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
