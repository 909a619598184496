/**
 * The lab's experiments, without a terminal: its three runs, any other training, the way through the collapse
 * and back, sweeps, cures and scans of their settings, tables of runs, and samples compared. Progress comes as
 * events, results as data.
 *
 * @example The runs of a sweep over two weights and three seeds
 * ```ts
 * import { sweepRuns } from "./mod.ts";
 *
 * const grid = { axes: { beta: [1, 4], seed: [0, 1, 2] }, shared: { epochs: 2 } };
 * sweepRuns([grid], "out/betas").length; // 6
 * ```
 *
 * @example The settings that a scan of a cure compares, which `scanCure` trains and measures
 * ```ts
 * import { settingsOf } from "./mod.ts";
 *
 * settingsOf("free-bits").map(({ title }) => title); // free bits 0.1, 0.25, 0.5, 1
 * ```
 *
 * @module
 */

export * from "./naive.ts";
export * from "./collapse.ts";
export * from "./anneal.ts";
export * from "./train_options.ts";
export { objection } from "./train_objection.ts";
export * from "./train_task.ts";
export * from "./hysteresis.ts";
export * from "./transition/continued_training.ts";
export * from "./transition/critical_kl.ts";
export * from "./transition/draw_hysteresis_seeds.ts";
export * from "./transition/draw_transition.ts";
export * from "./transition/flow_study.ts";
export * from "./transition/hysteresis_seeds.ts";
export * from "./transition/leap_study.ts";
export * from "./transition/linear_branch.ts";
export * from "./transition/loss_crossing.ts";
export * from "./transition/nonlinear_flow.ts";
export * from "./transition/nonlinear_study.ts";
export * from "./transition/reduced_linear_vae.ts";
export * from "./transition/relaxation.ts";
export * from "./transition/stage_course.ts";
export * from "./transition/trained_results.ts";
export * from "./transition/training_study.ts";
export * from "./collapse_timeline.ts";
export * from "./watch_collapse.ts";
export * from "./finish_run.ts";
export * from "./train_in_worker.ts";
export * from "./lab_results.ts";
export * from "./changed_options.ts";
export * from "./sweep/sweep.ts";
export * from "./sweep/grid.ts";
export * from "./sweep/presets.ts";
export * from "./sweep/collect.ts";
export * from "./sweep/row.ts";
export * from "./sweep/groups.ts";
export * from "./sweep/train_all.ts";
export * from "./sweep/eigenvalues_file.ts";
export * from "./sweep/run_costs.ts";
export type { Theory } from "./sweep/theory.ts";
export * from "./beyond_linear_theory.ts";
export * from "./cures/cures.ts";
export * from "./cures/methods.ts";
export * from "./cures/scan_cure.ts";
export type { Variant, VariantEvent, VariantResults } from "./cures/run_variants.ts";
export * from "./cures/compare_methods.ts";
export type { Measured } from "./cures/measure_cure.ts";
export type { Cell, Column, ColumnType, Table, TableRow } from "./table/column.ts";
export * from "./table/gather_tables.ts";
export * from "./table/flat_tables.ts";
export * from "./table/csv_of_table.ts";
export * from "./table/parquet_of_table.ts";
export * from "./table/write_tables.ts";
export * from "./table/draw_table.ts";
export * from "./published/protocols.ts";
export * from "./published/learning_curve.ts";
export * from "./published/measure_bound.ts";
export * from "./prior/repair_prior.ts";
export * from "./sample_codes.ts";
export * from "./interpolation_codes.ts";
export * from "./compare_samples.ts";
export * from "./compared_images.ts";
export * from "./train_classifier.ts";
export * from "./write_picture.ts";
export * from "./blame/blame_models.ts";
export * from "./blame/blame_stages.ts";
export * from "./blame/measure_blame.ts";
export * from "./blame/judge_models.ts";
export * from "./blame/verdicts.ts";
export * from "./blame/verdict_words.ts";
export * from "./blame/train_stages.ts";
export * from "./blame/optimal_linear_vae.ts";
