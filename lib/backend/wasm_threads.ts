import os from "node:os";
import { tf } from "../deps/tfjs.ts";
import { shortenSpins } from "./shorten_spins.ts";
import { ThreadPool } from "./thread_pool.ts";

const door = () => import("../deps/tfjs_wasm.ts"); // it registers the backend: not before it is wanted
const FLAG = "WASM_HAS_MULTITHREAD_SUPPORT";
let starting = false;
let running: ThreadPool | undefined;

/**
 * Starts the wasm backend on several threads, which share big products among them; where that cannot
 * be (memory is not shared, workers do not start), on one, silently. The numbers are the same.
 *
 * TensorFlow.js ships a build with threads, but takes it in browsers only. In Deno it lacks three
 * things, which it is lent for as long as `start` runs: its flag, a `Worker` that can run its text, and
 * an `os.cpus()` that needs no permission, of which it takes half at most. It needs --allow-read, as on
 * one thread; its threads do not keep the process alive.
 *
 * @param threads 1 is the build without threads
 * @param start starts the backend; where it runs already, nothing changes
 * @param onLost called if one of its threads ends while it is needed
 * @returns what `start` returns; the package's `getThreadsCount()` then says how many threads there are
 */
export async function withWasmThreads<T>(
  threads: number,
  start: () => Promise<T>,
  onLost: () => void = () => {},
): Promise<T> {
  if (starting) return await start();
  starting = true;
  try {
    const build = threads > 1 ? await threadedBuild() : undefined;
    return await (build ? startThreaded(threads, build, start) : startSingle(start));
  } finally {
    starting = false;
    if (running) running.onLost = onLost;
  }
}

/** How many threads make it faster: as many as the process has cores (`taskset` counts), at most four. */
export function usefulThreads(): number {
  return Math.min(navigator.hardwareConcurrency ?? 1, 4);
}

interface Build {
  readonly url: string;
  readonly worker: string;
  readonly script: string;
}

/** The build with threads, or nothing if this machine cannot have it. */
async function threadedBuild(): Promise<Build | undefined> {
  const { setWasmPaths, threadSources, wasmUrl } = await door();
  try {
    if (!await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) return;
    new SharedArrayBuffer(4);
    // As much as the build asks for.
    new WebAssembly.Memory({ initial: 256, maximum: 65536, shared: true });
    const wasm = await Deno.readFile(new URL(wasmUrl("-threaded-simd")));
    if (!shortenSpins(wasm)) return;
    const sources = await threadSources();
    const url = URL.createObjectURL(new Blob([wasm], { type: "application/wasm" }));
    setWasmPaths({
      "tfjs-backend-wasm.wasm": wasmUrl(""),
      "tfjs-backend-wasm-simd.wasm": wasmUrl("-simd"),
      "tfjs-backend-wasm-threaded-simd.wasm": url,
    }, true);
    return { url, ...sources };
  } catch {
    return;
  }
}

async function startSingle<T>(start: () => Promise<T>): Promise<T> {
  (await door()).setThreadsCount(1);
  return await start();
}

async function startThreaded<T>(
  threads: number,
  build: Build,
  start: () => Promise<T>,
): Promise<T> {
  const { setThreadsCount } = await door();
  const pool = new ThreadPool(threads - 1, build, () => setThreadsCount(1));
  const [worker, { cpus }] = [Object.getOwnPropertyDescriptor(globalThis, "Worker")!, os];
  setThreadsCount(threads);
  tf.env().set(FLAG, true);
  // The package assigns node:worker_threads' Worker to the global one: hence the setter.
  const lent = { get: () => pool.Worker, set: () => {}, configurable: true };
  Object.defineProperty(globalThis, "Worker", lent);
  os.cpus = () => Array(2 * threads);
  try {
    const result = await start();
    running ??= pool; // a backend starts once, with one pool
    return result;
  } finally {
    os.cpus = cpus;
    Object.defineProperty(globalThis, "Worker", worker);
    tf.env().set(FLAG, false);
    URL.revokeObjectURL(build.url);
    pool.close();
  }
}
