import type { Encoding, Layer, Panel } from "../deps/vega.ts";
import { epochAxis, panelWidth } from "./epoch_axis.ts";
import type { EpochPoint } from "./points.ts";
import { colors, ink } from "./theme.ts";

/** KL of each latent unit after each epoch as a heat map, over it the number of active units. */
export function unitPanel(records: readonly EpochPoint[], latentSize: number): Panel {
  const epochs = records[records.length - 1].epoch;
  // At least one nat: a total collapse must not look like a full map.
  const most = Math.max(1, ...records.flatMap(({ klPerUnit }) => klPerUnit));
  const row = latentSize <= 16 ? 18 : latentSize <= 32 ? 9 : 5;
  const legible = epochs <= 16 && latentSize <= 16; // then the cells hold their numbers
  const cells = records.flatMap(({ epoch, klPerUnit }) =>
    klPerUnit.map((kl, unit) => ({
      ...{ x: epoch - 1, right: epoch, middle: epoch - 0.5 },
      ...{ unit, below: unit + 1, center: unit + 0.5 },
      ...{ kl, text: kl.toFixed(kl < 10 ? 2 : 1) },
    }))
  );
  const units = Array.from({ length: latentSize }, (_, unit) => unit + 0.5);
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
  const y = {
    type: "quantitative",
    title: "unit",
    scale: { domain: [0, latentSize], nice: false, reverse: true },
    axis: {
      grid: false,
      ticks: false,
      values: units.filter((_, unit) => unit % (latentSize <= 16 ? 1 : 8) === 0),
      labelExpr: "floor(datum.value)",
      labelOverlap: false,
    },
  } satisfies Encoding["y"];
  const heat: Layer = {
    mark: { type: "rect", stroke: "white", strokeWidth: row < 9 || epochs > 100 ? 0 : 1 },
    encoding: {
      x2: { field: "right" },
      y: { ...y, field: "unit" },
      y2: { field: "below" },
      color: {
        field: "kl",
        type: "quantitative",
        scale: { domain: [0, most], range: ["#eef3f8", colors[0]] },
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
    height: row * latentSize,
    data: { values: cells },
    encoding: { x: epochAxis(epochs, { title: "epochs trained" }) },
    layer: legible ? [heat, numbers] : [heat],
  };
  return {
    title: {
      text: "KL of each latent unit after each epoch, in nats",
      subtitle: "Active: units whose mean varies from image to image (variance above 0.01)",
    },
    vconcat: [active, map],
    spacing: 4,
  };
}
