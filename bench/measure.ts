import os from "node:os";
import { chosenBlas } from "../lib/backend/blas/chosen_blas.ts";
import { isInstalled } from "../lib/backend/native/is_installed.ts";
import type { BackendName } from "../lib/cli/doctor/machine.ts";
import type { Terminal } from "../lib/cli/terminal.ts";
import { UserError } from "../lib/user_error.ts";
import { Contender } from "./contender.ts";
import { machineText, workSoFar } from "./machine.ts";
import { measureEpochs } from "./measure/epochs.ts";
import { measureGrowth } from "./measure/growth.ts";
import { measureMemory } from "./measure/memory.ts";
import { measureParts } from "./measure/parts.ts";
import { measureProcesses } from "./measure/processes.ts";
import { measureProducts } from "./measure/products.ts";
import { measureSample } from "./measure/sample.ts";
import { measureSteps } from "./measure/steps.ts";
import { type Part, PARTS, type Results } from "./results.ts";
import { findSides, NAMES, OURS } from "./sides.ts";

/** What the bench takes. */
export interface BenchOptions {
  readonly rounds: number;
  /** All parts where it is not given. */
  readonly only?: readonly Part[];
  readonly python?: string;
}

/** Measures the wanted parts, one after the other. */
export async function measure(
  { rounds, only = PARTS, python }: BenchOptions,
  { note }: Terminal,
  signal: AbortSignal,
): Promise<Results> {
  const started = new Date();
  const [load, work] = [Deno.loadavg()[0], workSoFar()];
  const engine: BackendName[] = chosenBlas() ? ["blas", "wasm"] : ["wasm"];
  const backends: BackendName[] = isInstalled() ? [...engine, "tensorflow"] : engine;
  const scratch = await Deno.makeTempDir();
  const found: { -readonly [K in Part]?: Results[K] } = {};
  const versions: Record<string, string> = { Deno: Deno.version.deno };
  const absent: string[] = [];
  /** Runs a part if it is wanted, unless the user has had enough. */
  async function part<P extends Part>(name: P, what: string, work: () => Promise<Results[P]>) {
    signal.throwIfAborted();
    if (!only.includes(name)) return;
    note(`${what} ...`);
    found[name] = await work();
  }

  const contenders: Contender[] = [];
  try {
    if (only.includes("steps") || only.includes("epochs")) {
      note("looking for everybody ...");
      const sides = await findSides(python);
      absent.push(...sides.absent);
      for (const side of sides.sides) {
        try {
          const contender = await Contender.start(side, signal);
          Object.assign(versions, contender.versions);
          contenders.push(contender);
        } catch (error) {
          if (!(error instanceof UserError) || OURS.includes(side.name)) throw error;
          absent.push(error.message); // a peer that is there, and does not work
        }
      }
      absent.forEach((line) => note(`  without ${line}`));
      checkLosses(
        await Promise.all(
          contenders.filter(({ side: { name } }) => SAME.includes(name)).map((c) =>
            c.ask("step 15")
          ),
        ),
      );
    }
    await part(
      "steps",
      `a training step, ${rounds} rounds`,
      () => measureSteps(contenders, rounds),
    );
    const half = Math.ceil(rounds / 2);
    await part("epochs", `whole epochs, ${half} rounds`, () => measureEpochs(contenders, half));
  } finally {
    await Promise.all(contenders.map((contender) => contender.end()));
  }
  await part(
    "parts",
    "where the time of a step goes",
    async () => (await each(engine, measureParts)).flat(),
  );
  await part("products", "the engine's products", () => measureProducts());
  await part(
    "processes",
    "threads, and processes beside one another",
    async () =>
      (await each(engine, (backend) => measureProcesses(backend, Math.ceil(rounds / 2), signal)))
        .filter((found) => found !== undefined),
  );
  await part("sample", "deno task sample", () => measureSample(rounds, scratch));
  await part("memory", "whole runs", () => each(backends, (b) => measureMemory(b, scratch)));
  await part("growth", "15 epochs, and more images", () => each(backends, measureGrowth));
  await Deno.remove(scratch, { recursive: true });

  const seconds = (Date.now() - started.getTime()) / 1000;
  const now = workSoFar();
  const others = work && now &&
    (now.machine - work.machine - (now.own - work.own)) / (seconds * os.cpus().length);
  return {
    machine: machineText(),
    versions,
    startedAt: started.toISOString(),
    seconds,
    load: [load, Deno.loadavg()[0]],
    others,
    absent,
    ...found,
  };
}

/** Those that start from one seed and see the same batches: who computes something else is not timed. */
const SAME = [...OURS, NAMES.jaxJs];

function checkLosses(timings: readonly { readonly loss: number }[]): void {
  const losses = timings.map(({ loss }) => loss);
  if (losses.every((loss) => Math.abs(loss / losses[0] - 1) < 1e-3)) return;
  throw new UserError(
    `the backends, the naive port and jax-js train differently: ${losses.join(", ")}`,
  );
}

async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
