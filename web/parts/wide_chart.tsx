import { words } from "../words.ts";
import { Chart, type ChartProps } from "./chart.tsx";

/** A chart of several panels: where the page is too narrow for its letters, it scrolls in a box of its own. */
export function WideChart(props: ChartProps) {
  return (
    <div class="wide" tabIndex={0} role="group" aria-label={words.common.chartScrolls}>
      <Chart {...props} />
    </div>
  );
}
