import { checkWord } from "../math/check_argument.ts";
import { type Cycles, cyclicalWeight } from "../math/cyclical_weight.ts";
import { type Fall, fallingWeight } from "../math/falling_weight.ts";
import { type KlSchedule, klWeight } from "../math/kl_weight.ts";
import { type Sigmoid, sigmoidWeight } from "../math/sigmoid_weight.ts";
import type { Position } from "./objective.ts";

/** The weight of the KL term at a point of training: from 0 to 1, or falling to 1 from above. */
export type Schedule = (position: Position) => number;

/** Which schedule, and its shape. */
export type ScheduleOptions =
  | { readonly schedule: "constant" }
  | { readonly schedule: "linear" } & KlSchedule
  | { readonly schedule: "cyclical"; readonly epochs: number } & Cycles
  | { readonly schedule: "sigmoid" } & Sigmoid
  | { readonly schedule: "falling" } & Fall;

/** The schedules by name; `linear` is the lab's, which changes from epoch to epoch. */
export const SCHEDULES = ["constant", "linear", "cyclical", "sigmoid", "falling"] as const;

/**
 * The schedule that the options name.
 * @throws {RangeError} if there is none of that name
 */
export function schedule(options: ScheduleOptions): Schedule {
  checkWord("schedule", options.schedule, SCHEDULES);
  switch (options.schedule) {
    case "constant":
      return () => 1;
    case "linear":
      return ({ epoch }) => klWeight(epoch, options);
    case "cyclical":
      return ({ epoch, batch, batches }) =>
        cyclicalWeight((epoch - 1) * batches + batch, options.epochs * batches, options);
    case "sigmoid":
      return ({ epoch, batch, batches }) => sigmoidWeight(epoch - 1 + batch / batches, options);
    case "falling":
      return ({ epoch, batch, batches }) => fallingWeight(epoch - 1 + batch / batches, options);
  }
}
