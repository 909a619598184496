/**
 * Training: Adam, the step, the loop as a generator of events, objectives and schedules.
 *
 * @example One batch of two black images
 * ```ts
 * import { DataSet, TorchRandom, useBackend, Vae } from "../../mod.ts";
 * import { constantObjective, train } from "./mod.ts";
 *
 * await useBackend("cpu");
 * const data = new DataSet("black", Uint8Array.of(0, 0), new Uint8Array(2 * 784));
 * const random = new TorchRandom(0);
 * const events = train(new Vae({ random }), data, {
 *   epochs: 1,
 *   random,
 *   objective: constantObjective(1),
 * });
 * for await (const { kind, loss } of events) kind === "batch" && loss > 0; // true
 * ```
 *
 * @module
 */

export * from "./train.ts";
export * from "./train_state.ts";
export * from "./objective.ts";
export * from "./schedule.ts";
export * from "./scheduled_objective.ts";
export * from "./there_and_back_objective.ts";
export * from "./importance_weighted_objective.ts";
export type { AggressiveInference, AggressiveState, InnerLoop } from "./aggressive_inference.ts";
export * from "./staged_learning_rate.ts";
export type { AdamValues } from "./adam.ts";
export { isDivergence } from "./divergence.ts";
