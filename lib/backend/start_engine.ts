import { Worker } from "node:worker_threads";
import { tf } from "../deps/tfjs.ts";
import { Engine } from "./engine/engine.ts";
import type { EngineBackend, Products } from "./engine/engine_backend.ts";
import { registerEngine } from "./engine/register_engine.ts";
import type { Thread } from "./engine/thread_pool.ts";

/** How many threads make it faster: as many as the process has cores (`taskset` counts), at most four. */
export function usefulThreads(): number {
  return Math.min(navigator.hardwareConcurrency ?? 1, 4);
}

/** Registers the engine as the backend `wasm`; a second call changes nothing. */
export function startEngine(threads: number): void {
  if (tf.findBackendFactory("wasm")) return;
  registerEngine("wasm", new Engine({ threads, startThread }));
}

/** What computes the products of the backend in use, and on how many threads, if it is the engine. */
export function engineProducts(): Products | undefined {
  return (tf.backend() as Partial<EngineBackend>).products;
}

/** A thread that does not keep the process alive. */
export function startThread(program: string): Thread {
  const text = `const receive = (begin) =>
    require("node:worker_threads").parentPort.once("message", begin);\n${program}`;
  // No environment: copying this process' one would be the only need for --allow-env.
  const worker = new Worker(text, { eval: true, env: {} });
  worker.unref();
  return worker;
}
