import { useSignal } from "../../lib/deps/preact_signals.ts";
import { numberText } from "../../lib/figure/number_text.ts";
import { state } from "../state.ts";
import { words } from "../words.ts";
import { curvePoints } from "./curve_points.ts";
import { DensityPanel } from "./density_panel.tsx";
import { IntegrandPanel } from "./integrand_panel.tsx";
import { litStep } from "./lit_step.ts";
import { inDirection, pair } from "./pair.ts";
import { QUANTITIES, stepValues } from "./step_values.ts";
import { useWidth } from "./use_width.ts";
import { type Range, viewWindow } from "./view_window.ts";

/** The picture of q and p that one drags, and under it the integrand of the chosen divergence. */
export function DensityPicture() {
  const [element, width] = useWidth(320);
  // While a handle is dragged the axis stays as it was, or it would run away from the pointer.
  const held = useSignal<Range | null>(null);
  const direction = state.kl.direction.value.value;
  const { q, p } = pair.value;
  const window = held.value ?? viewWindow([q, p]);
  const directed = inDirection(pair.value, direction);
  // Steps 4 and on speak of the diagonal case, and this picture stays as it is.
  const step = litStep.value <= 3 ? litStep.value : 0;
  const quantity = QUANTITIES[(step || 3) - 1];
  const { closed, above, below } = stepValues(directed, quantity);
  const short = (value: number) => numberText(value, { digits: 3, keepZeros: true });
  const names = words.kl.integrands[direction][quantity];
  return (
    <figure id="kl-picture" class="kl-picture card" aria-label={words.kl.pictureLabel}>
      <p class="kl-key" aria-hidden="true">
        <span class="bell-q">
          <i />
          {words.kl.legend("q", numberText(q.mean), numberText(q.std))}
        </span>
        <span class="bell-p">
          <i />
          {words.kl.legend("p", numberText(p.mean), numberText(p.std))}
        </span>
      </p>
      <div ref={element}>
        <DensityPanel
          pair={pair.value}
          points={curvePoints(pair.value, window)}
          width={width.value}
          hold={(isHeld) => held.value = isHeld ? window : null}
          {...{ window, direction, step }}
        />
        <p class="kl-title">{names.title}</p>
        <IntegrandPanel
          points={curvePoints(directed, window)}
          width={width.value}
          label={words.kl.integrandLabel(names.title, short(above), short(below))}
          {...{ quantity, window }}
        />
      </div>
      <figcaption>
        <p class="kl-key">
          <span class="above">
            <i />
            {words.kl.above(short(above))}
          </span>
          <span class="below">
            <i />
            {words.kl.below(short(below))}
          </span>
          <span>{words.kl.difference(names.value, short(closed))}</span>
        </p>
        <p id="kl-lit" class="kl-lit">{words.kl.lit[step][direction]}</p>
      </figcaption>
    </figure>
  );
}
