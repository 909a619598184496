import { useEffect, useRef } from "../../lib/deps/preact.ts";
import type { TopLevelSpec } from "../../lib/deps/vega.ts";
import { words } from "../words.ts";
import type { DrawnChart } from "./draw_chart.ts";
import { saveUrl } from "./save.ts";
import { SaveCsv } from "./save_csv.tsx";

/** Pauses between two drawings of a chart that changes, as a multiple of the time that one takes. */
const PAUSE = 8;

/** What a chart shows. */
export interface ChartProps {
  /** A vega-lite specification, from lib/figure; or what makes one for a width in pixels. */
  readonly spec: TopLevelSpec | ((width: number) => TopLevelSpec);
  /** What it shows, for those who do not see it. */
  readonly label: string;
  /** The name of its files, without an ending. */
  readonly name: string;
  /** Its numbers, for the CSV; without them there is no such button. */
  readonly rows?: () => readonly Readonly<Record<string, unknown>>[];
}

/** A chart that is drawn again when its specification changes, but never so often that the page is busy with it. */
export function Chart({ spec, label, name, rows }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  useEffect(() => {
    drawing.current = keepDrawing(element.current!);
    return () => drawing.current?.end();
  }, []);
  useEffect(() => drawing.current?.show(spec), [spec]);
  const savePng = async () => {
    const url = await drawing.current?.png();
    if (url) saveUrl(url, `${name}.png`);
  };
  return (
    <figure class="chart">
      <div class="paper" role="img" aria-label={label} ref={element}>
        <p class="waiting">{words.common.chartLoading}</p>
      </div>
      <figcaption class="buttons">
        <button type="button" class="small" onClick={savePng}>{words.common.savePng}</button>
        {rows && <SaveCsv name={name} rows={rows} />}
      </figcaption>
    </figure>
  );
}

interface Drawing {
  show(spec: ChartProps["spec"]): void;
  png(): Promise<string> | undefined;
  end(): void;
}

/** Draws the latest specification; while one is drawn, or the pause after it lasts, others wait. */
function keepDrawing(element: HTMLElement): Drawing {
  let wanted: ChartProps["spec"] | undefined;
  let latest: ChartProps["spec"] | undefined;
  let drawn: DrawnChart | undefined;
  let [busy, ended] = [false, false];
  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    // vega comes with the first chart, so that the page does not wait for it.
    const { drawChart } = await import("./draw_chart.ts");
    while (wanted && !ended) {
      const spec = wanted;
      wanted = undefined;
      const start = performance.now();
      const earlier = drawn;
      const sized = typeof spec === "function" ? spec(element.clientWidth) : spec;
      drawn = await drawChart(sized, element);
      earlier?.remove();
      const took = performance.now() - start;
      await new Promise((resolve) => setTimeout(resolve, PAUSE * took));
    }
    busy = false;
    if (ended) drawn?.remove();
  }
  function show(spec: ChartProps["spec"]): void {
    latest = wanted = spec;
    work();
  }
  let width = element.clientWidth;
  const resized = new ResizeObserver(() => {
    if (Math.abs(element.clientWidth / width - 1) < 0.05) return;
    width = element.clientWidth;
    if (typeof latest === "function") show(latest);
  });
  resized.observe(element);
  return {
    show,
    png: () => drawn?.png(),
    end() {
      resized.disconnect();
      ended = true;
      if (!busy) drawn?.remove();
    },
  };
}
