import { labelCount } from "../../lib/data/label_count.ts";
import type { MapAnswer } from "./protocol.ts";

/** Where the map lies on its canvas, in CSS pixels. */
export interface MapFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly horizontal: Axis;
  readonly vertical: Axis;
}

/** An axis: its ends, and where on the canvas a value lies. */
export interface Axis {
  readonly domain: readonly [number, number];
  at(value: number): number;
  /** The value at a place of the canvas, within the axis. */
  value(at: number): number;
}

/** The room for the ticks and the names of the axes, in CSS pixels. */
const LEFT = 52, BOTTOM = 44, EDGE = 10;

/** The frame of a map on a canvas of this size. A line has the labels on its vertical axis. */
export function mapFrame(map: MapAnswer, width: number, height: number): MapFrame {
  const { domains } = map;
  const [left, top, right, bottom] = [LEFT, EDGE, width - EDGE, height - BOTTOM];
  return {
    ...{ width, height, left, top, right, bottom },
    horizontal: axis(domains[0], left, right),
    vertical: axis(domains[1] ?? [-0.5, Math.max(1, labelCount(map)) - 0.5], bottom, top),
  };
}

function axis(domain: readonly [number, number], from: number, to: number): Axis {
  const [low, high] = domain;
  return {
    domain,
    at: (value) => from + (value - low) / (high - low) * (to - from),
    value: (at) => Math.min(high, Math.max(low, low + (at - from) / (to - from) * (high - low))),
  };
}

/** Round numbers within a domain, about `count` of them. */
export function ticks([from, to]: readonly [number, number], count: number): number[] {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough)!;
  const first = Math.ceil(from / step);
  const last = Math.floor(to / step);
  return Array.from(
    { length: last - first + 1 },
    (_, i) => Number(((first + i) * step).toPrecision(6)),
  );
}
