import type { Encoding, Layer, Panel } from "../deps/vega.ts";
import { epochAxis, panelWidth } from "./epoch_axis.ts";
import { largestUnits } from "./largest_units.ts";
import { highestBelowLeaps } from "./leap_bound.ts";
import type { EpochPoint } from "./points.ts";
import { colors, ink } from "./theme.ts";

/** Rows and columns of the map at most: more would make a tower, or cells thinner than a line. */
const UNITS = 64, EPOCHS = panelWidth / 2;

/**
 * KL of each latent unit after each epoch as a heat map, over it the number of active units. Of more
 * units or epochs than the map has room for, it shows some, and says which.
 */
export function unitPanel(records: readonly EpochPoint[], latentSize: number): Panel {
  const epochs = records[records.length - 1].epoch;
  const every = Math.ceil(epochs / EPOCHS);
  const shown = records.filter(({ epoch }) => (epochs - epoch) % every === 0);
  const units = largestUnits(records.map(({ klPerUnit }) => klPerUnit), UNITS);
  // At least one nat: a total collapse must not look like a full map.
  const most = Math.max(1, highestBelowLeaps(records.flatMap(({ klPerUnit }) => klPerUnit)));
  const row = units.length <= 16 ? 18 : units.length <= 32 ? 9 : 5;
  const legible = epochs <= 16 && units.length <= 16; // then the cells hold their numbers
  const cells = shown.flatMap(({ epoch, klPerUnit }) =>
    units.map((unit, place) => ({
      ...{ x: Math.max(0, epoch - every), right: epoch, middle: epoch - every / 2 },
      ...{ place, below: place + 1, center: place + 0.5 },
      ...{ kl: klPerUnit[unit], text: cellText(klPerUnit[unit]) },
    }))
  );
  const everyEpoch = Math.ceil(epochs / 16);
  const counts = records.filter(({ epoch }) => (epochs - epoch) % everyEpoch === 0);
  const active: Panel = {
    width: panelWidth,
    height: 18,
    view: { stroke: null },
    data: { values: counts.map(({ epoch, activeUnits }) => ({ x: epoch - 0.5, activeUnits })) },
    mark: { type: "text", fontWeight: "bold" },
    encoding: {
      x: { ...epochAxis(epochs), axis: null },
      y: { datum: "active", type: "nominal", title: null, axis: { ticks: false } },
      text: { field: "activeUnits" },
    },
  };
  const labelled = units.length <= 16 ? 1 : units.length < latentSize ? 4 : 8;
  const y = {
    type: "quantitative",
    title: "unit",
    scale: { domain: [0, units.length], nice: false, reverse: true },
    axis: {
      grid: false,
      ticks: false,
      values: units.map((_, place) => place + 0.5).filter((_, place) => place % labelled === 0),
      labelExpr: `${JSON.stringify(units)}[floor(datum.value)]`,
      labelOverlap: false,
    },
  } satisfies Encoding["y"];
  const heat: Layer = {
    mark: { type: "rect", stroke: "white", strokeWidth: row < 9 || epochs > 100 ? 0 : 1 },
    encoding: {
      x2: { field: "right" },
      y: { ...y, field: "place" },
      y2: { field: "below" },
      color: {
        field: "kl",
        type: "quantitative",
        scale: { domain: [0, most], range: ["#eef3f8", colors[0]], clamp: true },
        legend: legible ? null : { title: "nats" },
      },
    },
  };
  const numbers: Layer = {
    mark: { type: "text" },
    encoding: {
      x: { field: "middle", type: "quantitative" },
      y: { ...y, field: "center" },
      text: { field: "text", type: "nominal" },
      color: { condition: { test: `datum.kl > ${0.62 * most}`, value: "white" }, value: ink },
    },
  };
  const map: Panel = {
    width: panelWidth,
    height: row * units.length,
    data: { values: cells },
    encoding: { x: epochAxis(epochs, { title: "epochs trained" }) },
    layer: legible ? [heat, numbers] : [heat],
  };
  const parts = [
    ...units.length < latentSize
      ? [`${units.length} of ${latentSize} units: those with the largest KL in any epoch`]
      : [],
    ...every > 1 ? [`one epoch in ${every}`] : [],
  ];
  return {
    title: {
      text: "KL of each latent unit after each epoch, in nats",
      subtitle: [
        "Active: units whose mean varies from image to image (variance above 0.01)",
        ...parts.length > 0 ? [`Shown: ${parts.join("; ")}`] : [],
      ],
    },
    vconcat: [active, map],
    spacing: 4,
  };
}

/** A number that has room in a cell: of more than four digits, its power of ten. */
function cellText(kl: number): string {
  return kl >= 99_999.5 ? kl.toExponential(0) : kl.toFixed(kl < 9.995 ? 2 : kl < 999.5 ? 1 : 0);
}
