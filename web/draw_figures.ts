import type { Config, TopLevelSpec } from "../lib/deps/vega.ts";
import { theme } from "../lib/figure/theme.ts";
import { loadFile } from "./load_site.ts";
import type { DrawChartOptions } from "./parts/draw_chart.ts";
import { whenNear } from "./when_near.ts";

/** Marks that tell their numbers to the pointer. */
const TELLING: Config = {
  ...theme,
  point: { ...theme.point, tooltip: true },
  bar: { tooltip: true },
  rect: { tooltip: true },
  tooltipFormat: { numberFormat: ".5~r" },
};

/**
 * Makes a chart of every figure whose specification the document carries, when its reader comes near:
 *
 *     <figure data-specification="loss"><img src="data:image/png;base64,..." alt="The loss ..."></figure>
 *     <script type="text/plain" data-file="loss">H4sI ...</script>
 *
 * The chart takes the picture's place and its description. Where it cannot be drawn, the picture stays.
 */
export function drawFigures(): void {
  for (const figure of document.querySelectorAll<HTMLElement>("figure[data-specification]")) {
    whenNear(figure, () => draw(figure).catch(() => {}));
  }
}

async function draw(figure: HTMLElement): Promise<void> {
  const picture = figure.querySelector("img")!;
  const text = new TextDecoder().decode(await loadFile(figure.dataset.specification!));
  const spec: TopLevelSpec = JSON.parse(text, (_, value) => isLine(value) ? pointed(value) : value);
  const { drawChart } = await import("./parts/draw_chart.ts");
  const chart = document.createElement("div");
  chart.className = "paper";
  chart.role = "img";
  chart.ariaLabel = picture.alt;
  await drawChart(spec, chart, { config: TELLING, point: noteIn(figure) });
  picture.replaceWith(chart);
}

/** Shows what is told beside the pointer, in a figure. */
function noteIn(figure: HTMLElement): DrawChartOptions["point"] {
  const note = document.createElement("p");
  note.className = "told";
  note.hidden = true;
  figure.append(note);
  return ({ clientX, clientY }, told) => {
    note.hidden = told === undefined;
    if (!told) return;
    note.textContent = Object.entries(told).map(([name, value]) => `${name}: ${value}`).join("\n");
    const isRight = clientX > innerWidth / 2;
    note.style.translate = isRight ? "calc(-100% - 12px) 12px" : "12px 12px";
    [note.style.left, note.style.top] = [`${clientX}px`, `${clientY}px`];
  };
}

/** A line as the mark of a specification. */
interface Line {
  readonly type: "line";
  readonly clip?: boolean;
  readonly point?: unknown;
}

function isLine(value: unknown): value is Line {
  return (value as Line | null)?.type === "line";
}

/** A line is a single mark: its points, which need not be seen, are what can be pointed at. */
function pointed(line: Line): Line {
  return line.point ? line : { ...line, point: { opacity: 0, size: 40, clip: line.clip } };
}
