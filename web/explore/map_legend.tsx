import type { Signal } from "../../lib/deps/preact_signals.ts";
import { labelColor } from "../parts/label_color.ts";
import { words } from "../words.ts";

const text = words.explore.map;

/** What the points of the map show. */
export interface MapLegendProps {
  /** The labels' names, or their numbers; none without labels. */
  readonly names: readonly string[];
  /** The label that stands out, if one does. */
  readonly label: Signal<number | undefined>;
}

/** The colours of the labels; a label that is chosen stands out. */
export function MapLegend({ names, label }: MapLegendProps) {
  if (names.length === 0) return <p class="quiet" id="map-legend">{text.unlabelled}</p>;
  return (
    <div class="buttons digit-legend" role="group" aria-label={text.legend} id="map-legend">
      {names.map((name, own) => (
        <button
          type="button"
          key={own}
          data-digit={own}
          aria-pressed={label.value === own}
          aria-label={text.standOut(name)}
          onClick={() => label.value = label.value === own ? undefined : own}
        >
          <span
            class="swatch"
            style={`background: ${labelColor(own, names.length)}`}
            aria-hidden="true"
          />
          {name}
        </button>
      ))}
    </div>
  );
}
