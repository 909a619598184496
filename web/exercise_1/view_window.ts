import type { Gaussian } from "../../lib/math/gaussian.ts";
import { niceStep, toMultiple } from "./nice_step.ts";

/** From where to where an axis goes. */
export type Range = readonly [from: number, to: number];

/** Standard deviations of either density that the picture shows. */
const REACH = 4;

/** The part of the x axis that shows all of these, from one round number to another. */
export function viewWindow(gaussians: readonly Gaussian[]): Range {
  const from = Math.min(...gaussians.map(({ mean, std }) => mean - REACH * std));
  const to = Math.max(...gaussians.map(({ mean, std }) => mean + REACH * std));
  const step = niceStep((to - from) / 8);
  return [
    toMultiple(Math.floor(from / step + 1e-9) * step, step),
    toMultiple(Math.ceil(to / step - 1e-9) * step, step),
  ];
}
