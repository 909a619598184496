import { tf } from "../lib/deps/tfjs.ts";
import { Engine } from "../lib/backend/engine/engine.ts";
import { registerEngine } from "../lib/backend/engine/register_engine.ts";
import { startWebThread } from "../lib/backend/engine/web_thread.ts";
import { registerDense } from "../lib/backend/kernels/dense.ts";

/** Threads that make a step faster: as many as there are cores, at most four. */
export function usefulThreads(): number {
  return Math.min(navigator.hardwareConcurrency ?? 1, 4);
}

/**
 * Starts the engine in this worker, as the backend `wasm`.
 *
 * @param threads what is wanted; where memory cannot be shared there is one
 * @returns the engine, which knows how many there are
 */
export async function startEngine(threads: number): Promise<Engine> {
  await tf.setBackend("cpu");
  const engine = new Engine({ threads, startThread: startWebThread });
  registerEngine("wasm", engine);
  await tf.setBackend("wasm");
  registerDense("wasm");
  return engine;
}
