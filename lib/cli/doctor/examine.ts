import { chosenBlas } from "../../backend/blas/chosen_blas.ts";
import config from "../../../deno.json" with { type: "json" };
import { installedKind } from "../../backend/native/is_installed.ts";
import { nativeFolder } from "../../backend/native/native_folder.ts";
import { nativePlan } from "../../backend/native/native_plan.ts";
import type { Backend } from "../../backend/backends.ts";
import { tf } from "../../deps/tfjs.ts";
import {
  type Adapter,
  BACKEND_NAMES,
  type BackendName,
  type BackendTrial,
  type DataTrial,
  type Machine,
  type Tried,
} from "./machine.ts";
import { type Apart, tryApart } from "./try_apart.ts";

/** What the tasks may do. A trial gets no more than the doctor has: it sees what a task would see. */
const RIGHTS = ["read", "env", "ffi"] as const;

/**
 * Looks at this machine, and tries everything in fresh processes, one after the other.
 *
 * @param wanted `auto` for all backends, else the one to try
 */
export async function examine(wanted: Backend, signal: AbortSignal): Promise<Machine> {
  const has = (name: typeof RIGHTS[number] | "run") =>
    Deno.permissions.querySync({ name }).state === "granted";
  const rights = RIGHTS.filter(has);
  const apart = { rights, signal };
  const mayRun = has("run");
  const trial = async <T>(program: string, options: Apart = apart): Promise<Tried<T>> =>
    mayRun ? await tryApart<T>(program, options) : { failure: "not tried" };

  const blas = chosenBlas()?.description;
  const native = nativeState();
  const adapter = wanted === "auto" || wanted === "webgpu"
    ? await trial<Adapter | null>("try_adapter.ts", { ...apart, seconds: 20 })
    : undefined;
  const chosen = await trial<BackendTrial>("try_backend.ts", { ...apart, args: [wanted] });
  const backends: Partial<Record<BackendName, Tried<BackendTrial>>> = {};
  if ("found" in chosen) backends[chosen.found.backend] = chosen;
  else if (wanted !== "auto") backends[wanted] = chosen;
  for (const name of wanted === "auto" ? BACKEND_NAMES : []) {
    if (backends[name]) continue;
    if (name === "blas" && !blas) continue;
    if (name === "tensorflow" && native !== "cpu" && native !== "cuda") continue;
    if (name === "webgpu" && !(adapter && "found" in adapter && adapter.found)) continue;
    backends[name] = await trial<BackendTrial>("try_backend.ts", { ...apart, args: [name] });
  }
  return {
    versions: { lab: config.version, deno: Deno.version.deno, tfjs: tf.version_core },
    platform: Deno.build,
    cores: navigator.hardwareConcurrency,
    missingRights: [...RIGHTS, "run" as const].filter((right) => !has(right)),
    wanted,
    chosen: asTheOthers(chosen, backends),
    backends: Object.fromEntries(
      Object.entries(backends).map(([name, tried]) => [name, asTheOthers(tried, backends)]),
    ),
    blas,
    native,
    tensorflow: native === "cpu" || native === "cuda" ? nativePlan(native).version : undefined,
    adapter,
    data: await trial<DataTrial>("try_data.ts"),
    fonts: await trial<string>("try_fonts.ts"),
  };
}

function nativeState(): Machine["native"] {
  const kind = installedKind();
  if (kind) return kind;
  const folder = nativeFolder();
  try {
    nativePlan("cpu");
    if (folder) Deno.statSync(folder);
    return folder ? "partial" : "unsupported";
  } catch (error) {
    // No permission to read it: what is missing then is the permission.
    const absent = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotCapable;
    return absent ? "absent" : "unsupported";
  }
}

/** A backend that computes something else than plain JavaScript (or wasm) does not work. */
function asTheOthers(
  tried: Tried<BackendTrial>,
  { cpu, wasm }: Partial<Record<BackendName, Tried<BackendTrial>>>,
): Tried<BackendTrial> {
  const reference = [cpu, wasm].find((other) => other && "found" in other);
  if (!reference || !("found" in reference) || !("found" in tried)) return tried;
  const { loss } = tried.found;
  const { loss: expected, backend } = reference.found;
  if (Math.abs(loss / expected - 1) < 1e-3) return tried;
  return { failure: `a wrong loss: wanted ${backend}'s ${expected}, found ${loss}` };
}
