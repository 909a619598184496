import { usefulThreads } from "../../lib/backend/start_engine.ts";
import type { BackendName } from "../../lib/cli/doctor/machine.ts";
import { Contender } from "../contender.ts";
import { median } from "../median.ts";
import { labSide } from "../sides.ts";

/** Training steps a second that a machine does in all, medians over the rounds. */
export interface Processes {
  readonly backend: BackendName;
  readonly cores: number;
  /** One process on one thread. */
  readonly alone: number;
  /** One process on a thread for each core. */
  readonly threads: number;
  /** As many processes on one thread each: what a sweep does. */
  readonly processes: number;
}

/** Steps of a round: some seconds, so that how late a process starts does not count. */
const STEPS = 300;

/**
 * What a machine's cores are better used for: threads of one run, or runs beside one another. As many cores as
 * the lab uses for threads, four at most; nothing, where there is one.
 */
export async function measureProcesses(
  backend: BackendName,
  rounds: number,
  signal: AbortSignal,
): Promise<Processes | undefined> {
  const cores = usefulThreads();
  if (cores === 1) return undefined;
  const started: Contender[] = [];
  const start = async (threads: number) => {
    const contender = await Contender.start(labSide(backend, threads), signal);
    started.push(contender);
    return contender;
  };
  /** All of them at the same time: the steps that each does in a second, added up. */
  const together = async (contenders: readonly Contender[]) => {
    const timings = await Promise.all(contenders.map((c) => c.ask(`step ${STEPS}`)));
    return timings.reduce((sum, { milliseconds }) => sum + STEPS / (milliseconds / 1000), 0);
  };
  const found: Record<"alone" | "threads" | "processes", number[]> = {
    alone: [],
    threads: [],
    processes: [],
  };
  try {
    const single: Contender[] = [];
    for (let i = 0; i < cores; i++) single.push(await start(1));
    const threaded = await start(cores);
    for (let round = 0; round < rounds; round++) {
      found.alone.push(await together(single.slice(0, 1)));
      found.threads.push(await together([threaded]));
      found.processes.push(await together(single));
    }
  } finally {
    await Promise.all(started.map((contender) => contender.end()));
  }
  const [alone, threads, processes] = [found.alone, found.threads, found.processes].map(median);
  return { backend, cores, alone, threads, processes };
}
