import { useRef } from "../../lib/deps/preact.ts";
import { useSignal } from "../../lib/deps/preact_signals.ts";
import { labelList } from "../../lib/data/label_list.ts";
import { SaveCsv } from "../parts/save_csv.tsx";
import { state } from "../state.ts";
import { words } from "../words.ts";
import { model } from "./explored.ts";
import { axisNames, mapAxes } from "./map_axes.ts";
import { MapCanvas } from "./map_canvas.tsx";
import { MapControls } from "./map_controls.tsx";
import { MapLegend } from "./map_legend.tsx";
import type { MapAnswer } from "./protocol.ts";
import { SaveCanvas } from "../parts/save_canvas.tsx";
import { useAnswer } from "./use_answer.ts";

const text = words.explore.map;

/** The map of codes, on which a code is chosen. */
export function CodeMap() {
  const holder = useRef<HTMLDivElement>(null);
  const label = useSignal<number | undefined>(undefined);
  const answer = useAnswer("map", () => ({ axes: mapAxes.value }));
  const prior = useAnswer("prior", () => ({}));
  const { value, error, pending } = answer.value;
  const d = model.value!.latentSize;
  return (
    <section class="code-map" id="map" aria-label={text.heading}>
      <h3>{text.heading}</h3>
      <MapControls />
      <div ref={holder} id="map-holder" class={pending ? "pending" : ""} aria-busy={pending}>
        {value && <MapCanvas map={value} names={axisNames(value)} label={label.value} />}
        {!value && (
          <p class="quiet" id="map-missing">
            {error === undefined ? text.measuring : words.explore.reason(error)}
          </p>
        )}
      </div>
      {value && (
        <>
          <MapLegend names={labelList(value)} label={label} />
          <p id="map-caption">
            {state.explore.shaded.value.value === "yes" && text.shading + " "}
            <span id="map-prior" data-share={prior.value.value}>
              {prior.value.value === undefined
                ? text.priorMeasuring
                : text.prior(prior.value.value, d)}
            </span>
          </p>
          <p class="quiet">{text.why}</p>
          <div class="buttons">
            <SaveCanvas of={holder} name="map" />
            <SaveCsv name="map" rows={() => rowsOf(value)} />
          </div>
        </>
      )}
    </section>
  );
}

function rowsOf({ places: [x, y], labels, labelNames }: MapAnswer) {
  return Array.from(x, (_, image) => ({
    image,
    ...labels && { label: labelNames?.[labels[image]] ?? labels[image] },
    x: x[image],
    ...y && { y: y[image] },
  }));
}
