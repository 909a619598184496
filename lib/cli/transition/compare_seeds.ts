import { drawHysteresisSeeds } from "../../experiment/transition/draw_hysteresis_seeds.ts";
import { readHysteresisSeeds } from "../../experiment/transition/hysteresis_seeds.ts";
import { writePicture } from "../../experiment/write_picture.ts";
import type { Likelihood } from "../../math/likelihood.ts";
import { spectra } from "../../theory/spectra.ts";
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
  await writePicture(folder, "hysteresis-seeds.png", await drawHysteresisSeeds(compared, spectrum));
  terminal.say(`The figure: ${out}/hysteresis-seeds.png`);
}
