import { useComputed, useSignal, useSignalEffect } from "../../lib/deps/preact_signals.ts";
import { klSpecification } from "../../lib/figure/kl_specification.ts";
import { klUnivariate } from "../../lib/math/kl_univariate.ts";
import { numberText } from "../../lib/figure/number_text.ts";
import { WideChart } from "../parts/wide_chart.tsx";
import { words } from "../words.ts";
import { curvePoints } from "./curve_points.ts";
import { KlCommand } from "./kl_command.tsx";
import { pair } from "./pair.ts";
import { viewWindow } from "./view_window.ts";

/** Milliseconds without a change after which the figure is drawn: it takes longer than a frame. */
const SETTLED = 300;

/** The figure of `deno task kl` with its command, of the pair as it was when it last stood still. */
export function KlChart() {
  const settled = useSignal(pair.peek());
  useSignalEffect(() => {
    const latest = pair.value;
    const timer = setTimeout(() => settled.value = latest, SETTLED);
    return () => clearTimeout(timer);
  });
  const spec = useComputed(() => klSpecification(settled.value.q, settled.value.p));
  const { q, p } = settled.value;
  const rows = () =>
    curvePoints({ q, p }, viewWindow([q, p])).map(({ x, q, p, kl }) => ({
      x,
      q,
      p,
      integrand: kl,
    }));
  return (
    <section aria-labelledby="kl-figure">
      <h2 id="kl-figure">{words.kl.figureTitle}</h2>
      <p>{words.kl.figureText}</p>
      <KlCommand />
      <WideChart
        spec={spec.value}
        label={words.kl.figureLabel(numberText(klUnivariate(q, p)))}
        name="kl"
        rows={rows}
      />
    </section>
  );
}
