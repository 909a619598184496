import { BACKEND_NAMES, type BackendName, type Machine } from "./machine.ts";
import { failure, problems } from "./problems.ts";

const COLUMNS = 80;

/** `deno task doctor`'s screen: at most 80 columns wide, but for a command that is to be pasted. */
export function machineLines(machine: Machine): string[] {
  const { versions, platform, cores, data, fonts } = machine;
  const found = problems(machine);
  const lines = [
    [
      `vae lab ${versions.lab}`,
      `Deno ${versions.deno}`,
      `TensorFlow.js ${versions.tfjs}`,
      tensorflowText(machine),
    ].filter(Boolean).join(", "),
    `${platform.os} ${platform.arch}, ${cores} ${cores === 1 ? "core" : "cores"} for this process`,
    "",
    "  backend     ms a step  threads",
    ...BACKEND_NAMES.map((name) => backendLine(name, machine)),
    choiceLine(machine),
    "",
    `MNIST  ${
      "found" in data
        ? `${data.found.train} training and ${data.found.test} test images, loaded in ` +
          `${data.found.milliseconds.toFixed(0)} ms`
        : data.failure
    }`,
    `Fonts  ${"found" in fonts ? fonts.found : fonts.failure}`,
    "",
    ...found.length > 0 ? ["What would help:"] : [],
    ...found.flatMap(({ grave, what, cure }) => [`${grave ? "!" : "-"} ${what}:`, `    ${cure}`]),
    found.some(({ grave }) => grave)
      ? "What is marked with ! is needed."
      : "Everything that the tasks need is here.",
  ];
  const cures = found.map(({ cure }) => `    ${cure}`);
  return lines.map((line) => cures.includes(line) ? line : cut(line));
}

function tensorflowText({ tensorflow, native }: Machine): string {
  if (!tensorflow) return "";
  return `TensorFlow ${tensorflow} ${native === "cuda" ? "with CUDA" : "for the CPU"}`;
}

function backendLine(name: BackendName, machine: Machine): string {
  const { chosen, backends } = machine;
  const tried = backends[name];
  const trial = tried && "found" in tried ? tried.found : undefined;
  const taken = "found" in chosen && chosen.found.backend === name;
  return [
    taken ? "*" : " ",
    name.padEnd(10),
    trial ? millisecondsText(trial.milliseconds).padStart(10) : "-".padStart(10),
    (trial?.threads === undefined ? "" : `${trial.threads}`).padStart(8),
    ` ${backendText(name, machine)}`,
  ].join(" ").trimEnd();
}

function backendText(name: BackendName, machine: Machine): string {
  const { native, adapter, backends, wanted, platform, missingRights } = machine;
  const tried = backends[name];
  const reason = failure(tried);
  if (reason !== undefined) return reason;
  if (wanted !== "auto" && wanted !== name) return "not tried";
  if (!tried && missingRights.includes("run")) return "not tried";
  const trial = tried && "found" in tried ? tried.found : undefined;
  switch (name) {
    case "blas":
      if (trial) return machine.blas ?? "";
      return missingRights.includes("read") ? "not to be seen without --allow-read" : "not chosen";
    case "tensorflow":
      if (trial) return native === "cuda" ? trial.gpu ? "on the GPU" : "on the CPU" : "";
      if (missingRights.includes("read")) return "not to be seen without --allow-read";
      return {
        cpu: "",
        cuda: "",
        absent: "not installed",
        partial: "not wholly installed",
        unsupported: `not to be had here (${platform.os} ${platform.arch})`,
      }[native];
    case "webgpu":
      if (!adapter) return "";
      if ("failure" in adapter) return adapter.failure;
      if (!adapter.found) return "no adapter";
      return `${adapter.found.software ? "in software: " : ""}${adapter.found.name}`;
    default:
      return "";
  }
}

/** 17.94 -> `17.9`, 448.2 -> `448`. */
function millisecondsText(milliseconds: number): string {
  return milliseconds.toFixed(milliseconds < 100 ? 1 : 0);
}

function choiceLine({ wanted, chosen, backends }: Machine): string {
  const taken = "found" in chosen ? chosen.found.backend : undefined;
  if (wanted !== "auto") return taken ? `* what --backend ${wanted} takes` : "";
  if (!taken) return "auto, which the tasks take, does not work.";
  if (taken === "blas") return "* auto takes blas, since one was chosen and multiplies rightly.";
  const why = failure(backends.blas) === undefined ? "no BLAS was chosen" : "blas does not work";
  return `* auto takes ${taken}, since ${why}; the others by name only.`;
}

function cut(text: string): string {
  const line = text.replace(/\s+\n?\s*$/, "").replace(/\n+/g, " ");
  return line.length <= COLUMNS ? line : `${line.slice(0, COLUMNS - 3)}...`;
}
