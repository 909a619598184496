import { drawNonlinear } from "../../experiment/transition/draw_transition.ts";
import {
  type NonlinearData,
  type NonlinearPoint,
  nonlinearStudy,
} from "../../experiment/transition/nonlinear_study.ts";
import { writePicture } from "../../experiment/write_picture.ts";
import { openOutput } from "../open_output.ts";
import type { Terminal } from "../terminal.ts";
import { nonlinearLines } from "./nonlinear_lines.ts";
import type { TransitionOptions } from "./transition_flags.ts";
import { jsonText } from "./json_text.ts";
import { loadVaried } from "./load_varied.ts";

/** Images, principal components and weights of the VAE that is not linear. */
const NONLINEAR_IMAGES = 1000, COMPONENTS = 8;
const NONLINEAR_RATIOS = [0.8, 0.9, 0.95, 0.98, 1, 1.02, 1.04, 1.06, 1.08, 1.1];

/** The VAE of one unit whose decoder bends: `nonlinear.json` and its figure. */
export async function bendDecoder(
  options: TransitionOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { out, force } = options;
  const data = await loadVaried(options, options.images ?? NONLINEAR_IMAGES, terminal);
  using folder = await openOutput({ task: "transition", out, force }, [
    "nonlinear.json",
    "transition.png",
  ]);
  const points: NonlinearPoint[] = [];
  let found: NonlinearData | undefined;
  const ratios = options.ratios ?? NONLINEAR_RATIOS;
  for await (const event of nonlinearStudy({ data, components: COMPONENTS, ratios, signal })) {
    if (event.kind === "data") {
      found = event.data;
      continue;
    }
    const { name, side, ratio, kl } = event.point;
    terminal.note(`${name}, from the ${side} side, ratio ${ratio}: KL ${kl.toFixed(5)}`);
    points.push(event.point);
  }
  for (const line of nonlinearLines(found!, points, COMPONENTS)) terminal.say(line);
  await folder.write("nonlinear.json", jsonText({ ...found, components: COMPONENTS, points }));
  await writePicture(folder, "transition.png", await drawNonlinear(points, data.count));
  terminal.say(`The figure: ${out}/transition.png`);
}
