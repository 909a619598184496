import { restartLine } from "../resume_line.ts";
import { stopOf } from "../stop.ts";
import type { Terminal } from "../terminal.ts";
import type { TransitionOptions } from "./transition_flags.ts";
import { followFlow } from "./follow_flow.ts";
import { trainThrough } from "./train_through.ts";
import { bendDecoder } from "./bend_decoder.ts";
import { leap } from "./leap.ts";
import { compareSeeds } from "./compare_seeds.ts";

/** `deno task transition`. */
export async function transition(
  options: TransitionOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (options.hysteresis) await compareSeeds(options, options.hysteresis, terminal);
    else if (options.nonlinear) await bendDecoder(options, terminal, signal);
    else if (options.leap) await leap(options, terminal, signal);
    else if (options.train) await trainThrough(options, options.train, terminal, signal);
    else await followFlow(options, terminal, signal);
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    const stop = stopOf(signal);
    throw stop.told(`${stop.what}. To go on: ${restartLine("transition", options.out)}`);
  }
}
