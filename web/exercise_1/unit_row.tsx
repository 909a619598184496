import { numberText } from "../../lib/figure/number_text.ts";
import type { Gaussian } from "../../lib/math/gaussian.ts";
import { state } from "../state.ts";
import { words } from "../words.ts";
import { Exact } from "./exact.tsx";
import { NumberField } from "./number_field.tsx";
import type { UnitPart } from "./units.ts";

/** From where to where the sliders go at least. */
const SLIDERS = {
  mean: { min: -4, max: 4, step: 0.05 },
  std: { min: 0.05, max: 3, step: 0.05 },
} as const;
/** The options that bound them. */
const READ = { mean: state.kl.mu.read, std: state.kl.sigma.read };

/** A unit of the diagonal case. */
export interface UnitRowProps {
  /** Its number, from 1 on. */
  readonly number: number;
  readonly unit: Gaussian;
  readonly part: UnitPart;
  /** The sum of all units, and the largest of them, which fills the row. */
  readonly total: number;
  readonly largest: number;
  set(unit: Gaussian): void;
  /** Takes it away; without it there is no such button. */
  remove?(): void;
}

/** A unit's mean and width, and its part of the sum as a bar. */
export function UnitRow({ number, unit, part, total, largest, set, remove }: UnitRowProps) {
  const percent = (value: number, of: number) => of > 0 ? 100 * value / of : 0;
  const isAsleep = part.kl < 0.01;
  return (
    <li class={`kl-unit${isAsleep ? " kl-asleep" : ""}`} id={`kl-unit-${number}`}>
      <p class="kl-unit-value">
        <b>{words.kl.unit(number)}</b>
        <span>
          <Exact id={`kl-unit-${number}-kl`} value={part.kl} digits={4} /> {words.kl.nats},{" "}
          <data id={`kl-unit-${number}-share`} value={String(percent(part.kl, total) / 100)}>
            {words.kl.share(percent(part.kl, total))}
          </data>
          {isAsleep && ` ${words.kl.asleep}`}
        </span>
      </p>
      <div class="kl-bar" aria-hidden="true">
        <i class="by-mean" style={{ width: `${percent(part.byMean, largest)}%` }} />
        <i class="by-width" style={{ width: `${percent(part.byWidth, largest)}%` }} />
      </div>
      <div class="kl-unit-fields">
        {(["mean", "std"] as const).map((name) => {
          const value = unit[name];
          const { min, max, step } = SLIDERS[name];
          const id = `kl-unit-${number}-${name}`;
          return (
            <div key={name}>
              <NumberField
                id={id}
                label={words.kl.unitFields[name](number)}
                step={step}
                value={value}
                read={READ[name]}
                set={(value) => set({ ...unit, [name]: value })}
              />
              <input
                type="range"
                id={`${id}-slider`}
                aria-label={words.kl.unitSliders[name](number)}
                aria-valuetext={numberText(value)}
                min={Math.min(min, value)}
                max={Math.max(max, value)}
                step={step}
                value={value}
                onInput={(event) => set({ ...unit, [name]: event.currentTarget.valueAsNumber })}
              />
            </div>
          );
        })}
        {remove && (
          <button
            type="button"
            class="small"
            id={`kl-unit-${number}-remove`}
            aria-label={words.kl.removeUnit(number)}
            onClick={remove}
          >
            {words.kl.remove}
          </button>
        )}
      </div>
    </li>
  );
}
