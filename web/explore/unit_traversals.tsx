import { useRef } from "../../lib/deps/preact.ts";
import { useSignal, useSignalEffect } from "../../lib/deps/preact_signals.ts";
import { GrayImages } from "../parts/gray_images.tsx";
import { words } from "../words.ts";
import { code, model, units } from "./explored.ts";
import { unitName } from "./map_axes.ts";
import { SaveCanvas } from "../parts/save_canvas.tsx";
import { useAnswer } from "./use_answer.ts";

const text = words.explore.traversals;

/** Rows that are shown at first; milliseconds that the code stays before they are made. */
const FEW = 16, REST = 120;

/** For each unit in use a row of pictures in which it alone moves. */
export function UnitTraversals() {
  const all = useSignal(false);
  const resting = useSignal<readonly number[] | undefined>(undefined);
  useSignalEffect(() => {
    const shown = code.value;
    const timer = setTimeout(() => resting.value = shown, REST);
    return () => clearTimeout(timer);
  });
  const used = units.value.value?.units.filter((unit) => unit.used) ?? [];
  const answer = useAnswer("traversals", () => {
    const from = resting.value;
    const known = units.value.value?.units.filter((unit) => unit.used);
    if (!from || !known) return undefined;
    const asked = all.value ? known : known.slice(0, FEW);
    return { code: Float32Array.from(from), units: asked.map(({ unit }) => unit) };
  });
  const { value, error: failed = units.value.error } = answer.value;
  return (
    <section class="card" id="traversals" aria-label={text.heading}>
      <h3>{text.heading}</h3>
      <p>{text.explain}</p>
      {failed !== undefined && <p id="traversals-error">{words.explore.reason(failed)}</p>}
      {units.value.value && used.length === 0 && <p>{text.none}</p>}
      <div class="traversals">
        {value && value.units.map((unit, row) => {
          const known = used.find((each) => each.unit === unit);
          return known && (
            <Row
              key={unit}
              name={unitName(known)}
              unit={unit}
              values={value.values[row]}
              images={value.images[row]}
            />
          );
        })}
      </div>
      {used.length > FEW && (
        <button
          type="button"
          id="traversals-all"
          onClick={() => all.value = !all.value}
        >
          {all.value ? text.few(FEW) : text.all(used.length)}
        </button>
      )}
    </section>
  );
}

/** The pictures of one unit. */
interface RowProps {
  readonly name: string;
  readonly unit: number;
  /** Its values. */
  readonly values: Float32Array;
  readonly images: Float32Array;
}

function Row({ name, unit, values, images }: RowProps) {
  const figure = useRef<HTMLElement>(null);
  return (
    <figure ref={figure} data-unit={unit}>
      <GrayImages
        images={images}
        shape={model.value!.image}
        columns={values.length}
        label={text.row(name, values)}
      />
      <figcaption>
        {text.caption(name, values)} <SaveCanvas of={figure} name={`unit-${unit}`} />
      </figcaption>
    </figure>
  );
}
