import type { Canvas } from "../../deps/canvas.ts";
import { hysteresisSeedsFigure } from "../../figure/hysteresis_seeds_figure.ts";
import type { EpochRecord } from "../../run/run_record.ts";
import { completeOptions } from "../../run/training_task.ts";
import type { Spectrum } from "../../theory/spectra.ts";
import { hysteresis, type HysteresisOptions, hysteresisTitle } from "../hysteresis.ts";
import { type HysteresisSeeds, valueOf } from "./hysteresis_seeds.ts";

/** Runs of `hysteresis` that differ in their seed alone, over linear theory. */
export function drawHysteresisSeeds(
  { seeds, options }: Pick<HysteresisSeeds, "seeds" | "options">,
  spectrum: Spectrum,
): Promise<Canvas> {
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
  const complete = completeOptions(hysteresis, options) as unknown as HysteresisOptions;
  return hysteresisSeedsFigure({
    title: `${hysteresisTitle(complete)}, ${seeds.length} seeds`,
    seeds: seeds.map(({ seed, up, down }) => ({
      seed: `${seed}`,
      up: up.map(point),
      down: down.map(point),
    })),
    ...{ theory, critical: spectrum.critical },
  });
}
