import { useComputed } from "../../lib/deps/preact_signals.ts";
import { words } from "../words.ts";
import { code, setCode } from "./explored.ts";
import type { ShownUnit } from "./unit_list.ts";

const text = words.explore.units;

/** Standard deviations of q(z_i) that a slider reaches to, and the numbers that it always reaches. */
const SPAN = 4, LEAST = 3, STEP = 0.05;

/** The slider of one unit. */
export function UnitSlider({ unit, kl, used, mean, std }: ShownUnit) {
  const value = useComputed(() => code.value?.[unit] ?? 0);
  const min = Math.min(-LEAST, Math.floor(mean - SPAN * std), Math.floor(value.value));
  const max = Math.max(LEAST, Math.ceil(mean + SPAN * std), Math.ceil(value.value));
  const move = (event: Event) => {
    const moved = [...code.peek() ?? []];
    moved[unit] = (event.currentTarget as HTMLInputElement).valueAsNumber;
    setCode(moved);
  };
  const asleep = used === false;
  return (
    <li class={asleep ? "sleeping" : undefined}>
      <label for={`unit-${unit}`}>
        {text.name(unit)}
        <span class="kl">{kl === undefined ? "" : text.kl(kl, asleep)}</span>
      </label>
      <input
        type="range"
        id={`unit-${unit}`}
        data-unit={unit}
        {...{ min, max, step: STEP }}
        value={value}
        onInput={move}
      />
      <output for={`unit-${unit}`} aria-live="off">{text.value(value.value)}</output>
    </li>
  );
}
