/**
 * Files that a stranger may have made: safetensors as PyTorch reads and writes them, bounded reads, and
 * writes that leave the old file or the new one, never half of it.
 *
 * @example Bytes of a safetensors file, and back
 * ```ts
 * import { readSafetensors, writeSafetensors } from "./mod.ts";
 *
 * const bytes = writeSafetensors({ w: { shape: [2], values: Float32Array.of(1, 2) } });
 * readSafetensors(bytes).tensors.w.values; // Float32Array [1, 2]
 * ```
 *
 * @module
 */

export * from "./safetensors.ts";
export * from "./parse_json.ts";
export * from "./read_plain_file.ts";
export * from "./write_atomic.ts";
export * from "./lock_folder.ts";
