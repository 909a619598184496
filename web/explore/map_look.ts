import type { MapColors } from "../parts/map_colors.ts";
import type { MapFrame } from "./map_frame.ts";

/** How a map is drawn. */
export interface MapLook {
  readonly frame: MapFrame;
  readonly colors: MapColors;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  readonly shaded: boolean;
  /** The names of both axes. */
  readonly names: readonly string[];
  /** The label that stands out, if one does. */
  readonly label?: number;
}
