/**
 * Runs that are kept: options as plain data, the session that trains into a folder and can be resumed, the
 * folder's files, and models as bytes.
 *
 * @example A model as the bytes of a file, and back
 * ```ts
 * import { TorchRandom, useBackend, Vae } from "../../mod.ts";
 * import { modelFromBytes, modelToBytes } from "./mod.ts";
 *
 * await useBackend("cpu");
 * const bytes = await modelToBytes(new Vae({ latentSize: 2, random: new TorchRandom(0) }));
 * modelFromBytes(bytes, "model.safetensors").latentSize; // 2
 * ```
 *
 * @example The same model as ONNX files, for onnxruntime
 * ```ts
 * import { TorchRandom, useBackend, Vae } from "../../mod.ts";
 * import { modelToOnnx } from "./mod.ts";
 *
 * await useBackend("cpu");
 * const vae = new Vae({ latentSize: 2, random: new TorchRandom(0) });
 * const { encoder, decoder } = await modelToOnnx(vae); // the bytes of encoder.onnx and decoder.onnx
 * ```
 *
 * @module
 */

export * from "./session.ts";
export * from "./training_run.ts";
export type { RunStore } from "./run_store.ts";
export type { PreparedRun } from "./prepared_run.ts";
export * from "./training_task.ts";
export * from "./option.ts";
export * from "./run_options.ts";
export * from "./run_folder.ts";
export * from "./run_record.ts";
export { parseRunRecord } from "./parse_run_record.ts";
export { readRunRecord } from "./read_run_record.ts";
export type { RecordedSeed } from "./recorded_seed.ts";
export * from "./checkpoint.ts";
export * from "./metrics_log.ts";
export { readBatches } from "./read_batches.ts";
export * from "./metrics_position.ts";
export * from "./model_file.ts";
export * from "./model_hash.ts";
export * from "./model_to_onnx.ts";
export * from "./prior_file.ts";
export * from "./classifier_file.ts";
export * from "./output_folder.ts";
