/**
 * Door to TensorFlow.js' native backend, TensorFlow's own library. `deno task native` installs it into a
 * folder beside deno.json; nobody else downloads it, which is why no import names it.
 */
import { createRequire } from "node:module";
import { withoutStderr } from "./libc.ts";
import { tf } from "./tfjs.ts";

/** How the native library is to run. */
export interface TfjsNodeOptions {
  /** Threads of one operation, such as a matrix product; TensorFlow's own choice where absent. */
  readonly threads?: number;
}

const PACKAGE = "@tensorflow/tfjs-node-gpu";
const LOG_LEVEL = "TF_CPP_MIN_LOG_LEVEL";

/**
 * Loads the native library from a folder that `deno task native` filled, and registers the backend
 * `tensorflow` in the one TensorFlow.js of this process. A second call does nothing: a process has the
 * library once, with the threads it started with. It is silent, unless the user has set
 * `TF_CPP_MIN_LOG_LEVEL`.
 *
 * Needs the permissions to read, to ask the environment and the system, and to load libraries (ffi).
 *
 * @param folder the folder that holds `node_modules`, its URL ending in a slash
 * @throws {Error} what the system says if the library cannot be loaded
 */
export function loadTfjsNode(folder: URL, { threads }: TfjsNodeOptions = {}): void {
  if (tf.findBackendFactory("tensorflow")) return;
  const talkative = Deno.env.get(LOG_LEVEL) !== undefined;
  prepareEnvironment(threads);
  const load = createRequire(new URL("package.json", folder));
  mendUtil(load("node:util"));
  // tfjs' second copy says nothing either, since both read one set of flags; see enableProdMode there.
  const loadPackage = () => void load(PACKAGE);
  if (talkative) loadPackage();
  else withoutStderr(loadPackage); // TensorFlow with CUDA greets with lines that no setting silences
}

/** TensorFlow reads these once, when it is loaded. What the user has set stays. */
function prepareEnvironment(threads?: number): void {
  const wanted: Record<string, string> = {
    [LOG_LEVEL]: "3",
    // Of a GPU: float32 products as on every other backend, and no more memory than is used.
    NVIDIA_TF32_OVERRIDE: "0",
    TF_FORCE_GPU_ALLOW_GROWTH: "true",
  };
  if (threads !== undefined) {
    wanted.TF_NUM_INTRAOP_THREADS = `${threads}`;
    wanted.TF_NUM_INTEROP_THREADS = "1"; // operations follow one another: each needs the last one's
  }
  for (const [name, value] of Object.entries(wanted)) {
    if (Deno.env.get(name) === undefined) Deno.env.set(name, value);
  }
}

/** The package asks for what Deno and newer versions of Node no longer have. */
function mendUtil(util: { isNullOrUndefined?: unknown }): void {
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
}
