import {
  type HysteresisSeeds,
  readHysteresisSeeds,
  valueOf,
} from "../../experiment/transition/hysteresis_seeds.ts";
import { writePicture } from "../../experiment/write_picture.ts";
import { hysteresisSeedsFigure } from "../../figure/hysteresis_seeds_figure.ts";
import type { Likelihood } from "../../math/likelihood.ts";
import type { EpochRecord } from "../../run/run_record.ts";
import { spectra, type Spectrum } from "../../theory/spectra.ts";
import { openOutput } from "../open_output.ts";
import type { Terminal } from "../terminal.ts";
import { hysteresisSeedLines } from "./hysteresis_seed_lines.ts";
import type { TransitionOptions } from "./transition_flags.ts";
import { loadVaried } from "./load_varied.ts";

/** Runs of hysteresis that differ in their seeds: tests and the figure. */
export async function compareSeeds(
  options: TransitionOptions,
  folders: readonly string[],
  terminal: Terminal,
): Promise<void> {
  const { out, force } = options;
  const compared = await readHysteresisSeeds(folders);
  const data = await loadVaried(options, compared.images, terminal);
  using folder = await openOutput({ task: "transition", out, force }, ["hysteresis-seeds.png"]);
  const likelihood = compared.options.likelihood as Likelihood;
  const spectrum = spectra(data)[likelihood];
  for (const line of hysteresisSeedLines(compared, spectrum)) terminal.say(line);
  await writePicture(folder, "hysteresis-seeds.png", await drawSeeds(compared, spectrum));
  terminal.say(`The figure: ${out}/hysteresis-seeds.png`);
}

function drawSeeds({ seeds, options }: HysteresisSeeds, spectrum: Spectrum) {
  const latentSize = seeds[0].up[0].klPerUnit.length;
  const point = (epoch: EpochRecord) => {
    const beta = epoch.klWeight;
    const excess = epoch.loss - spectrum.optimum({ beta, latentSize }).loss;
    return { beta, units: valueOf(epoch, "units"), kl: valueOf(epoch, "kl"), excess };
  };
  const betas = seeds[0].up.map(({ klWeight }) => klWeight);
  const [low, high] = [betas[0], betas[betas.length - 1]];
  const theory = Array.from({ length: 201 }, (_, i) => {
    const beta = low * (high / low) ** (i / 200);
    const { activeUnits, kl } = spectrum.optimum({ beta, latentSize });
    return { beta, units: activeUnits, kl };
  });
  const model = options.architecture === "linear" ? "linear VAE" : `${options.head} heads`;
  return hysteresisSeedsFigure({
    title: `KL weight ${low} to ${high} and back: ${model}, ${seeds.length} seeds`,
    seeds: seeds.map(({ seed, up, down }) => ({
      seed: `${seed}`,
      up: up.map(point),
      down: down.map(point),
    })),
    ...{ theory, critical: spectrum.critical },
  });
}
