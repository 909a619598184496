import { fileURLToPath } from "node:url";
import { chosenBlas } from "../lib/backend/blas/chosen_blas.ts";
import { isInstalled } from "../lib/backend/native/is_installed.ts";
import type { BackendName } from "../lib/cli/doctor/machine.ts";
import { mnistUrl } from "../lib/deps/mnist_data.ts";
import type { Side } from "./contender.ts";

/** The names of the sides, in the order of the tables. */
export const NAMES = {
  blas: "this lab, blas",
  wasm: "this lab, wasm",
  native: "this lab, tensorflow",
  tuned: "tfjs' wasm, as we tuned it",
  naive: "tfjs' wasm, naive port",
  torch: "PyTorch",
  torchFused: "PyTorch, fused Adam",
  jax: "JAX, jitted",
  jaxJs: "jax-js, jitted",
} as const;

/** Those without whom the bench has no sense. */
export const OURS: readonly string[] = [
  NAMES.blas,
  NAMES.wasm,
  NAMES.native,
  NAMES.tuned,
  NAMES.naive,
];

/** Who takes part on this machine, and why another does not. */
export interface Sides {
  readonly sides: readonly Side[];
  readonly absent: readonly string[];
}

/**
 * Looks for everybody.
 *
 * @param python a Python to ask first for torch and jax
 */
export async function findSides(python?: string): Promise<Sides> {
  const [sides, absent]: [Side[], string[]] = [[], []];
  const enter = (name: string, command: readonly string[], threads = [1, 2]) => {
    for (const n of threads) sides.push({ name, threads: n, command: [...command, `${n}`] });
  };
  if (chosenBlas()) enter(NAMES.blas, lab("blas"));
  else absent.push(`${NAMES.blas}: not installed (deno task native)`);
  if (isInstalled()) enter(NAMES.native, lab("tensorflow"));
  else absent.push(`${NAMES.native}: not installed (deno task native)`);
  enter(NAMES.wasm, lab("wasm"));
  enter(NAMES.tuned, lab("tuned"), [1]);
  enter(NAMES.naive, lab("naive"), [1]);
  enter(NAMES.jaxJs, [...here, path("peers/jax_js_lab.ts")]);

  const images = fileURLToPath(new URL("./", mnistUrl("train-images-idx3-ubyte")));
  for (
    const [name, modules, [program, ...flags]] of [
      [NAMES.torch, "torch, numpy, PIL", ["peers/torch_lab.py"]],
      [NAMES.torchFused, "torch, numpy, PIL", ["peers/torch_lab.py", "--fused"]],
      [NAMES.jax, "jax, numpy", ["peers/jax_lab.py"]],
    ] as const
  ) {
    const found = await pythonWith(modules, python);
    if (found) enter(name, [found, path(program), ...flags, images]);
    else absent.push(`${name}: no Python here has ${modules} (--python PATH names another)`);
  }
  return { sides, absent };
}

const rights = ["read", "env", "ffi", "sys"].map((right) => `--allow-${right}`);
const here = [Deno.execPath(), "run", "--quiet", "--no-prompt", ...rights];
const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** A program of the lab's, which is told a number of threads. */
const lab = (who: string) => [...here, path("serve_lab.ts"), who];

/** The lab on one of its backends. */
export function labSide(backend: BackendName, threads: number): Side {
  return { name: `this lab, ${backend}`, threads, command: [...lab(backend), `${threads}`] };
}

async function pythonWith(modules: string, first?: string): Promise<string | undefined> {
  const candidates = [first, Deno.env.get("BENCH_PYTHON"), "python3", "/usr/bin/python3", "python"];
  for (const python of candidates) {
    if (!python) continue;
    try {
      const args = ["-c", `import ${modules}`];
      const options = { args, stdout: "null", stderr: "null" } as const;
      if ((await new Deno.Command(python, options).output()).success) return python;
    } catch { /* no such Python */ }
  }
}
