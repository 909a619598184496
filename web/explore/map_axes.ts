import { computed } from "../../lib/deps/preact_signals.ts";
import { state } from "../state.ts";
import { words } from "../words.ts";
import { areDigits, model, units } from "./explored.ts";
import type { MapAnswer, MapAxes } from "./protocol.ts";
import { type ShownUnit, unitList } from "./unit_list.ts";

/** What the axes of the map are: the units, or the principal axes of the codes. */
export const mapAxes = computed<MapAxes>(() => {
  const { axes, horizontal, vertical } = state.explore;
  if (axes.value.value === "principal") return "principal";
  const [first, second] = unitList(units.value, model.value?.latentSize ?? 0)
    .map(({ unit }) => unit);
  const across = horizontal.value.value ?? first;
  const wanted = vertical.value.value ?? second;
  const up = wanted !== across ? wanted : across === first ? second : first;
  return [across, up].filter((unit) => unit !== undefined); // a model may have a single unit
});

/** `unit 3, 2.1 nats`. */
export function unitName({ unit, kl, used }: ShownUnit): string {
  const { name, nats, asleep } = words.explore.units;
  const known = kl === undefined ? "" : `, ${nats(kl)}`;
  return `${name(unit)}${known}${used === false ? `, ${asleep}` : ""}`;
}

/** What the axes are called. A model of one unit has the label on its vertical axis. */
export function axisNames({ axes, shares = [], labels }: MapAnswer): string[] {
  const { principal, digit, label } = words.explore.map;
  const list = unitList(units.value, model.value!.latentSize);
  const names = axes === "principal"
    ? shares.map((share, i) => principal(i + 1, share))
    : axes.map((unit) => unitName(list.find((known) => known.unit === unit)!));
  return names.length === 1 ? [...names, labels ? (areDigits.value ? digit : label) : ""] : names;
}
