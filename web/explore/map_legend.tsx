import type { Signal } from "../../lib/deps/preact_signals.ts";
import { words } from "../words.ts";

const text = words.explore.map;

/** The colours of the digits; a digit that is chosen stands out. */
export function MapLegend({ digit }: { readonly digit: Signal<number | undefined> }) {
  return (
    <div class="buttons digit-legend" role="group" aria-label={text.legend} id="map-legend">
      {Array.from({ length: 10 }, (_, own) => (
        <button
          type="button"
          key={own}
          data-digit={own}
          aria-pressed={digit.value === own}
          aria-label={text.standOut(own)}
          onClick={() => digit.value = digit.value === own ? undefined : own}
        >
          <span class="swatch" style={`background: var(--digit-${own})`} aria-hidden="true" />
          {own}
        </button>
      ))}
    </div>
  );
}
