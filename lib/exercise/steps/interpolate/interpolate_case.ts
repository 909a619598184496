import type { ModelStandIn } from "./model_stand_in.ts";

/** What `interpolate` is asked. */
export interface InterpolateCase {
  readonly model: ModelStandIn;
  /** The image that it begins at. [P] */
  readonly from: readonly number[];
  /** The image that it ends at. [P] */
  readonly to: readonly number[];
  /** How many images. */
  readonly steps: number;
}
