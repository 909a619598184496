import { useMemo } from "../../lib/deps/preact.ts";
import type {
  CurvesDrawing,
  Drawing,
  HistogramDrawing,
} from "../../lib/exercise/drawings/drawing.ts";
import { Chart } from "../parts/chart.tsx";
import { chartRows } from "./chart_rows.ts";
import { curvesSpec } from "./curves_spec.ts";
import { histogramSpec } from "./histogram_spec.ts";
import { ImagesView } from "./images_view.tsx";

/** A picture of the values of a step's functions, with its caption. */
export function DrawingView(
  { drawing, step }: { readonly drawing: Drawing; readonly step: number },
) {
  const { title, caption, summary, notes } = drawing;
  return (
    <section data-kind={drawing.kind} aria-label={title}>
      <h5>{title}</h5>
      {drawing.kind === "images"
        ? <ImagesView drawing={drawing} />
        : <ChartView drawing={drawing} step={step} />}
      <p>
        {caption} <b>{summary}</b>
      </p>
      {notes.map((note) => <p key={note} class="wrong">{note}</p>)}
    </section>
  );
}

function ChartView(
  { drawing, step }: { readonly drawing: CurvesDrawing | HistogramDrawing; readonly step: number },
) {
  const spec = useMemo(
    () => (width: number) =>
      drawing.kind === "curves" ? curvesSpec(drawing, width) : histogramSpec(drawing, width),
    [drawing],
  );
  const name = `step-${step}-${drawing.title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  return (
    <Chart
      spec={spec}
      label={`${drawing.title}. ${drawing.caption} ${drawing.summary}`}
      name={name}
      rows={() => chartRows(drawing)}
    />
  );
}
