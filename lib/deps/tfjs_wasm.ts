/** Door to TensorFlow.js' WebAssembly backend; importing it registers the backend. */
import { fileURLToPath } from "node:url";

export {
  getThreadsCount,
  setThreadsCount,
  setWasmPaths,
} from "npm:@tensorflow/tfjs-backend-wasm@4.22.0";

/** The URL of one of the package's three builds. */
export function wasmUrl(build: "" | "-simd" | "-threaded-simd"): string {
  // Each is named in full, so that tools that publish code can follow it.
  switch (build) {
    case "":
      return import.meta.resolve(
        "npm:@tensorflow/tfjs-backend-wasm@4.22.0/dist/tfjs-backend-wasm.wasm",
      );
    case "-simd":
      return import.meta.resolve(
        "npm:@tensorflow/tfjs-backend-wasm@4.22.0/dist/tfjs-backend-wasm-simd.wasm",
      );
    case "-threaded-simd":
      return import.meta.resolve(
        "npm:@tensorflow/tfjs-backend-wasm@4.22.0/dist/tfjs-backend-wasm-threaded-simd.wasm",
      );
  }
}

/** What a thread runs: the text of its worker, and the path of the script that the worker loads. */
export async function threadSources(): Promise<{ worker: string; script: string }> {
  const { wasmWorkerContents: worker } = await import(
    "npm:@tensorflow/tfjs-backend-wasm@4.22.0/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js"
  );
  const script = import.meta.resolve(
    "npm:@tensorflow/tfjs-backend-wasm@4.22.0/wasm-out/tfjs-backend-wasm-threaded-simd.js",
  );
  return { worker, script: fileURLToPath(script) };
}
