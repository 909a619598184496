/**
 * Files that a stranger may have made: safetensors as PyTorch reads and writes them, bounded reads, and
 * writes that leave the old file or the new one, never half of it. And ONNX files, for others to read.
 *
 * @example Bytes of a safetensors file, and back
 * ```ts
 * import { readSafetensors, writeSafetensors } from "./mod.ts";
 *
 * const bytes = writeSafetensors({ w: { shape: [2], values: Float32Array.of(1, 2) } });
 * readSafetensors(bytes).tensors.w.values; // Float32Array [1, 2]
 * ```
 *
 * @example An ONNX file that doubles its input
 * ```ts
 * import { writeOnnx } from "./mod.ts";
 *
 * const bytes = await writeOnnx({
 *   name: "double",
 *   description: "Twice the input.",
 *   producer: { name: "example", version: "1" },
 *   inputs: [{ name: "x", shape: ["N", 3], description: "Rows of three numbers." }],
 *   outputs: [{ name: "y", shape: ["N", 3], description: "Twice as large." }],
 *   nodes: [{ name: "twice", operator: "Mul", inputs: ["x", "two"], outputs: ["y"] }],
 *   parameters: { two: { shape: [], values: Float32Array.of(2) } },
 * });
 * ```
 *
 * @module
 */

export * from "./safetensors.ts";
export * from "./onnx.ts";
export * from "./parse_json.ts";
export * from "./read_plain_file.ts";
export * from "./write_atomic.ts";
export * from "./lock_folder.ts";
