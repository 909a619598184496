import { useSignal } from "../../lib/deps/preact_signals.ts";
import { SaveCsv } from "../parts/save_csv.tsx";
import { words } from "../words.ts";
import { code, model, units } from "./explored.ts";
import { unitList } from "./unit_list.ts";
import { UnitSlider } from "./unit_slider.tsx";

const text = words.explore.units;

/** Units that are shown at first. */
const FEW = 16;

/** A slider for each unit, those of largest KL first. */
export function UnitSliders() {
  const all = useSignal(false);
  const { value, error } = units.value;
  const d = model.value!.latentSize;
  const list = unitList(units.value, d);
  const shown = all.value ? list : list.slice(0, FEW);
  const rows = () =>
    list.map(({ unit, kl, used, mean, std }) => ({
      unit,
      kl,
      used,
      mean,
      std,
      z: code.peek()?.[unit],
    }));
  return (
    <section class="units" id="units" aria-label={text.heading}>
      <h3>{text.heading}</h3>
      <p class="quiet">
        {value ? text.explain(value.measured) : error ? text.prior : text.measuring}
      </p>
      {!value && error === undefined ? null : (
        <>
          <ul class="sliders">
            {shown.map((unit) => <UnitSlider key={unit.unit} {...unit} />)}
          </ul>
          <div class="buttons">
            {d > FEW && (
              <button type="button" id="units-all" onClick={() => all.value = !all.value}>
                {all.value ? text.few(FEW) : text.all(d)}
              </button>
            )}
            <SaveCsv name="units" rows={rows} />
          </div>
          {list.some(({ used }) => used === false) && <p class="quiet">{text.asleepMeans}</p>}
        </>
      )}
    </section>
  );
}
