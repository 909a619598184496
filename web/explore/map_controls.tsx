import { batch } from "../../lib/deps/preact_signals.ts";
import { state } from "../state.ts";
import { words } from "../words.ts";
import { model, units } from "./explored.ts";
import { mapAxes, unitName } from "./map_axes.ts";
import { unitList } from "./unit_list.ts";

const text = words.explore.map;

/** What the axes of the map are, and whether it is shaded. */
export function MapControls() {
  const { axes, shaded } = state.explore;
  const chosen = mapAxes.value;
  return (
    <div class="buttons">
      <span class="choice">
        <label for="map-axes">{text.axes}</label>
        <select
          id="map-axes"
          value={axes.value.value}
          onChange={(event) =>
            axes.value.value = event.currentTarget.value as "units" | "principal"}
        >
          <option value="units">{text.units}</option>
          <option value="principal">{text.principalAxes}</option>
        </select>
      </span>
      {chosen !== "principal" &&
        chosen.map((unit, i) => <UnitChoice key={i} axis={i} unit={unit} />)}
      <label class="check">
        <input
          type="checkbox"
          id="map-shaded"
          checked={shaded.value.value === "yes"}
          onChange={(event) => shaded.value.value = event.currentTarget.checked ? "yes" : "no"}
        />
        {text.shade}
      </label>
    </div>
  );
}

/** The unit of one axis; the one that the other axis has changes places with it. */
function UnitChoice({ axis, unit }: { readonly axis: number; readonly unit: number }) {
  const list = unitList(units.value, model.value!.latentSize);
  const entries = [state.explore.horizontal, state.explore.vertical];
  const choose = (event: Event) => {
    const wanted = Number((event.currentTarget as HTMLSelectElement).value);
    const other = (mapAxes.peek() as readonly number[])[1 - axis];
    batch(() => {
      entries[axis].value.value = wanted;
      if (other !== undefined) entries[1 - axis].value.value = other === wanted ? unit : other;
    });
  };
  const name = ["horizontal", "vertical"][axis] as "horizontal" | "vertical";
  return (
    <span class="choice">
      <label for={`map-${name}`}>{text[name]}</label>
      <select id={`map-${name}`} value={String(unit)} onChange={choose}>
        {list.map((known) => (
          <option key={known.unit} value={String(known.unit)}>{unitName(known)}</option>
        ))}
      </select>
    </span>
  );
}
