import { useSignal } from "../../lib/deps/preact_signals.ts";
import { unitsInUse } from "../../lib/measure/units_in_use.ts";
import { SaveCsv } from "../parts/save_csv.tsx";
import { words } from "../words.ts";
import { shownLook } from "./shown_look.ts";
import type { Training } from "./training.ts";

/** Units that are shown at once. */
const FIRST = 16;

/** KL of each unit as a bar; it shrinks and fades when the unit falls asleep. */
export function UnitBars({ training }: { readonly training: Training }) {
  const all = useSignal(false);
  const look = shownLook(training);
  if (!look) return null;
  const { klPerUnit, varianceOfMu } = look;
  const images = training.start.value?.coded ?? 0;
  // One scale for the whole run, so that a bar that shrinks has really become shorter.
  const longest = training.looks.value.reduce(
    (most, { klPerUnit }) => klPerUnit.reduce((a, b) => Math.max(a, b), most),
    1,
  );
  const inUse = unitsInUse(look);
  const units = klPerUnit.map((kl, unit) => ({ kl, unit, used: inUse[unit] }));
  const awake = units.filter(({ used }) => used).length;
  const shown = all.value || units.length <= FIRST
    ? units
    : units.toSorted((a, b) => b.kl - a.kl).slice(0, FIRST);
  return (
    <div>
      <h4>{words.train.units}</h4>
      <p class="quiet">
        <span data-awake={awake}>
          {words.train.awakeOf(awake, klPerUnit.length)}
        </span>{" "}
        {words.train.unitsHelp(images)}
      </p>
      <ul class="bars">
        {shown.map(({ kl, unit, used }) => (
          <li key={unit} class={used ? "" : "asleep"} data-kl={kl}>
            <span>{words.train.unit(unit)}</span>
            <span class="track" aria-hidden="true">
              <span class="bar" style={{ width: `${100 * kl / longest}%` }} />
            </span>
            <span>
              {words.train.nats(kl.toFixed(2))} {used ? words.train.awake : words.train.asleep}
            </span>
          </li>
        ))}
      </ul>
      <p class="buttons">
        <SaveCsv
          name={`${training.wanted.task}-units`}
          rows={() =>
            units.map(({ unit, kl, used }) => ({
              ...{ unit, kl, varianceOfMu: varianceOfMu[unit], awake: used },
            }))}
        />
        {shown.length < units.length && (
          <button
            type="button"
            class="small"
            onClick={() => all.value = true}
          >
            {words.train.showAllUnits(units.length)}
          </button>
        )}
      </p>
    </div>
  );
}
