import { words } from "../words.ts";
import { Exact } from "./exact.tsx";
import { litStep } from "./lit_step.ts";
import { UnitRow } from "./unit_row.tsx";
import { setUnits, standard, unitParts, units, unitsTotal } from "./units.ts";
import { UNITS } from "./units_entry.ts";

/** The diagonal case: a bar for each unit, and their sum. */
export function UnitBars() {
  const parts = unitParts.value;
  const all = units.value;
  const sum = parts.reduce((sum, { kl }) => sum + kl, 0);
  const largest = Math.max(...parts.map(({ kl }) => kl));
  const lit = litStep.value > 3 ? litStep.value : 0;
  const remove = (i: number) => {
    setUnits(all.toSpliced(i, 1));
    // Where the button goes with the unit, the focus must not be lost.
    const isGone = i === all.length - 1 || all.length - 1 === UNITS.min;
    if (isGone) document.getElementById("kl-add-unit")?.focus();
  };
  return (
    <figure id="kl-bars" class={`card kl-bars lit-${lit}`} aria-label={words.kl.barsLabel}>
      <p class="kl-key">
        <span class="by-mean">
          <i />
          {words.kl.byMean}
        </span>
        <span class="by-width">
          <i />
          {words.kl.byWidth}
        </span>
      </p>
      <ol class="kl-units">
        {all.map((unit, i) => (
          <UnitRow
            key={i}
            number={i + 1}
            unit={unit}
            part={parts[i]}
            total={sum}
            largest={largest}
            set={(unit) => setUnits(all.with(i, unit))}
            remove={all.length > UNITS.min ? () => remove(i) : undefined}
          />
        ))}
      </ol>
      <p class="buttons">
        <button
          type="button"
          id="kl-add-unit"
          disabled={all.length >= UNITS.max}
          onClick={() => setUnits([...all, standard])}
        >
          {words.kl.addUnit}
        </button>
        <span class="quiet">{words.kl.unitCount(all.length, UNITS.max)}</span>
      </p>
      <p class="kl-total">
        {words.kl.sum} <Exact id="kl-units-sum" value={sum} /> {words.kl.nats}
        <br />
        {words.kl.total} <Exact id="kl-units-total" value={unitsTotal.value} /> {words.kl.nats}
      </p>
      <figcaption id="kl-bars-lit" class="kl-lit">{words.kl.litBars[lit]}</figcaption>
    </figure>
  );
}
