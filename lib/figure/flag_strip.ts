import type { Encoding, Layer, Panel } from "../deps/vega.ts";
import { gray, ink } from "./theme.ts";

/** A label at a place of the x axis. */
export interface Flag {
  /** Its place, from 0 to the end of the axis. */
  readonly x: number;
  /** A few words, on one line. */
  readonly label: string;
}

/** What the strip of flags shows. */
export interface Flags {
  /** Labels that stand at a rule. */
  readonly flags: readonly Flag[];
  /** Labels that belong to a stretch of the axis, centred on it, for instance its epochs. */
  readonly stretches: readonly Flag[];
  /** The end of the x axis of the panels below, which starts at 0. */
  readonly end: number;
  /** The width of the panels below, in pixels at scale 1. */
  readonly width: number;
}

/** Pixels at scale 1: the height of a line of labels, and the mean width of a letter. */
const LINE = 17, LETTER = 7;

/**
 * A strip of labels to stand over a stack of panels, each at the top of its rule. Labels that would
 * overlap stand on different lines; the stretches have the uppermost, where no rule comes.
 */
export function flagStrip({ flags, stretches, end, width }: Flags): Panel {
  const placed = placeFlags(flags, end, width);
  const height = (Math.max(-1, ...placed.map(({ line }) => line)) + 2) * LINE;
  const x: Encoding["x"] = {
    field: "x",
    type: "quantitative",
    scale: { domain: [0, end], nice: false },
    axis: null,
  };
  const y: Encoding["y"] = {
    field: "y",
    type: "quantitative",
    scale: { domain: [0, height], nice: false },
    axis: null,
  };
  const text = { field: "label", type: "nominal" } as const;
  const label = (right: boolean): Layer => ({
    transform: [{ filter: `datum.right === ${right}` }],
    mark: {
      type: "text",
      align: right ? "left" : "right",
      dx: right ? 5 : -5,
      baseline: "top",
      fontWeight: "bold",
    },
    encoding: { x, y, text },
  });
  return {
    width,
    height,
    view: { stroke: null },
    data: { values: placed.map((flag) => ({ ...flag, y: (flag.line + 1) * LINE })) },
    layer: [label(true), label(false), {
      mark: { type: "rule", color: ink, strokeDash: [3, 2], strokeWidth: 1.5 },
      encoding: { x, y, y2: { value: height } },
    }, {
      data: { values: stretches.map((stretch) => ({ ...stretch, y: height - LINE / 2 })) },
      mark: { type: "text", color: gray },
      encoding: { x, y, text },
    }],
  };
}

/**
 * Which side of its rule each label stands on, and on which line, counted from below. It stands to
 * the right, unless the figure ends there. The right-most is placed first, so that a rule on its way
 * down never runs through the label of another.
 */
function placeFlags(flags: readonly Flag[], end: number, width: number) {
  const taken: (readonly [number, number])[][] = [];
  return flags.map((flag) => {
    const at = flag.x / end * width;
    const length = flag.label.length * LETTER + 8;
    const right = at + length <= width + 8;
    return { ...flag, right, from: right ? at : at - length, to: right ? at + length : at };
  }).toSorted((a, b) => Number(b.right) - Number(a.right) || (a.right ? b.x - a.x : a.x - b.x))
    .map((flag) => {
      const free = ([from, to]: readonly [number, number]) => to <= flag.from || flag.to <= from;
      let line = 0;
      while (!(taken[line] ??= []).every(free)) line++;
      taken[line].push([flag.from, flag.to]);
      return { ...flag, line };
    });
}
