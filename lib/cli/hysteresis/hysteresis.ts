import { hysteresisFigure } from "../../figure/hysteresis_figure.ts";
import { loadMnist } from "../../data/mnist.ts";
import { thereAndBackObjective } from "../../train/there_and_back_objective.ts";
import { checkVariety } from "../check_variety.ts";
import { conclude } from "../conclude.ts";
import { completeWith, type Options, realNumber, wholeNumber } from "../flags.ts";
import { resume, trainingFlags } from "../lab_flags.ts";
import { writePicture } from "../pictures.ts";
import { spectra } from "../../theory/spectra.ts";
import type { Terminal } from "../terminal.ts";
import { objection, TRAIN_FLAGS } from "../train_flags.ts";
import { Training } from "../training.ts";
import { hysteresisLines, ways } from "./hysteresis_lines.ts";

const { architecture, head, likelihood } = TRAIN_FLAGS;

/** The flags of `deno task hysteresis`. */
export const hysteresisFlags = {
  ...trainingFlags("hysteresis", 30, "rows"),
  epochs: wholeNumber(
    "the number of epochs on the way up and down together, each with a weight of its own",
    30,
    3,
  ),
  beta: realNumber("the weight of the KL term in the middle of the run, its highest", 12, {
    above: 0,
  }),
  lowest: realNumber("the weight of the KL term in the first and in the last epoch", 0.5, {
    above: 0,
  }),
  ...{ architecture, head, likelihood },
  resume: resume("none may differ, --epochs neither, since the way up and down spans the run"),
};

type HysteresisOptions = Options<typeof hysteresisFlags>;

/** Tells which flags do not go together. */
export function hysteresisObjection(options: HysteresisOptions): string | undefined {
  const { lowest, beta } = options;
  if (lowest >= beta) return `--lowest ${lowest} must be below --beta ${beta}.`;
  return objection(options);
}

/** `deno task hysteresis`: through the collapse and back in one run. */
export async function hysteresis(
  typed: HysteresisOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { architecture, likelihood, lowest: low, beta: high, epochs, latentSize } = typed;
  const head = typed.head ?? (architecture === "linear" ? "linear" : "leaky");
  const options = { ...typed, head };
  checkVariety(await loadMnist({ source: typed.data, count: typed.images }));
  const ramp = { low, high, epochs };
  const run = await Training.start(
    {
      ...{ task: "hysteresis", options, model: options, weightShown: true, lengthMatters: true },
      complete: completeWith(hysteresisFlags),
      divisor: "rows",
      objective: (divisor) => thereAndBackObjective(ramp, divisor),
    },
    terminal,
    signal,
  );
  for await (const _ of run.events(signal));
  const error = likelihood === "bernoulli" ? "cross-entropy" : "squared error";
  const model = architecture === "linear" ? "linear VAE" : `${head} heads`;
  const title = `KL weight ${low} to ${high} and back: ${model}, seed ${options.seed}`;
  const spectrum = spectra(run.data)[likelihood];
  const both = ways(run.epochs);
  const theory = Array.from({ length: 301 }, (_, i) => {
    const beta = low * (high / low) ** (i / 300);
    return { beta, ...spectrum.optimum({ beta, latentSize }) };
  });
  const { critical } = spectrum;
  const canvas = await hysteresisFigure({
    ...{ title, ...both, theory, critical },
    loss: `${error} + β × KL`,
  });
  await writePicture(run.folder, "hysteresis.png", canvas);
  await conclude(run, { title, flags: hysteresisFlags }, terminal);
  for (const line of hysteresisLines(both, spectrum)) terminal.say(line);
  terminal.say(`The figure: ${options.out}/hysteresis.png`);
}
