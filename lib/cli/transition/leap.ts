import { useBackend } from "../../backend/use_backend.ts";
import { type LeapResult, leapStudy } from "../../experiment/transition/leap_study.ts";
import { openOutput } from "../open_output.ts";
import type { Terminal } from "../terminal.ts";
import { leapLines } from "./leap_lines.ts";
import type { TransitionOptions } from "./transition_flags.ts";
import { SEEDS } from "./default_seeds.ts";
import { jsonText } from "./json_text.ts";
import { loadVaried } from "./load_varied.ts";

/** How the model is prepared for the leap, and what follows. */
const LEAP = { epochs: 6, before: 1, after: 12, batches: 300 }, LEAP_IMAGES = 20_000;

/** What one leap of the KL term does: `leap.json`. */
export async function leap(
  options: TransitionOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { out, force, backend, threads } = options;
  const data = await loadVaried(options, options.images ?? LEAP_IMAGES, terminal);
  using folder = await openOutput({ task: "transition", out, force }, ["leap.json"]);
  const used = await useBackend(backend, { threads, tell: terminal.caution });
  const seeds = options.seeds ?? SEEDS;
  const results: LeapResult[] = [];
  for await (const event of leapStudy({ data, seeds, signal, ...LEAP })) {
    if (event.kind === "trained") {
      terminal.note(
        `seed ${event.seed}: ${event.activeUnits} active units after ${LEAP.epochs} epochs at ${LEAP.before}`,
      );
      continue;
    }
    const { seed, name, kl, klAtEnd } = event.result;
    terminal.note(
      `seed ${seed}, ${name}: KL ${kl.toPrecision(3)} in the first batch, ${
        klAtEnd.toFixed(3)
      } at the end`,
    );
    results.push(event.result);
  }
  for (const line of leapLines(results, LEAP.after)) terminal.say(line);
  const record = { data: data.name, sha256: await data.sha256(), backend: used, ...LEAP, results };
  await folder.write("leap.json", jsonText(record));
}
