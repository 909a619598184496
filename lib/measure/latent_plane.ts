import { checkWhole } from "../math/check_argument.ts";

/** A plane in latent space, or a line where there is one axis. */
export interface LatentPlane {
  /** The code at its origin. [d] */
  readonly center: Float64Array;
  /** Orthogonal, each of length 1: two, or one. [d] */
  readonly axes: readonly Float64Array[];
}

/** The plane of these units of d, or the line of one: its coordinates are the units' values. */
export function unitPlane(latentSize: number, units: readonly number[]): LatentPlane {
  const axes = units.map((unit) => {
    checkWhole("unit", unit, { max: latentSize - 1 });
    const axis = new Float64Array(latentSize);
    axis[unit] = 1;
    return axis;
  });
  return { center: new Float64Array(latentSize), axes };
}

/** Where in the plane a code lies: its projection. [d] -> one number for each axis */
export function placeInPlane({ center, axes }: LatentPlane, code: ArrayLike<number>): number[] {
  return axes.map((axis) =>
    axis.reduce((sum, weight, unit) => sum + weight * (code[unit] - center[unit]), 0)
  );
}

/**
 * The code at another place of the plane, moved no further than that: what lies across the plane stays.
 *
 * @param place one number for each axis
 *
 * @example
 * ```ts
 * import { movedInPlane, unitPlane } from "./latent_plane.ts";
 *
 * movedInPlane(unitPlane(3, [2, 0]), [1, 2, 3], [9, 7]); // [7, 2, 9]
 * ```
 */
export function movedInPlane(
  plane: LatentPlane,
  code: ArrayLike<number>,
  place: readonly number[],
): number[] {
  const from = placeInPlane(plane, code);
  return Array.from(
    code,
    (value, unit) =>
      plane.axes.reduce((sum, axis, i) => sum + axis[unit] * (place[i] - from[i]), value),
  );
}
