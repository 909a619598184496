import { drawFlow } from "../../experiment/transition/draw_transition.ts";
import { flowStudy } from "../../experiment/transition/flow_study.ts";
import { writePicture } from "../../experiment/write_picture.ts";
import { openOutput } from "../open_output.ts";
import type { Terminal } from "../terminal.ts";
import { flowLines } from "./flow_lines.ts";
import type { TransitionOptions } from "./transition_flags.ts";
import { SEEDS } from "./default_seeds.ts";
import { jsonText } from "./json_text.ts";
import { loadVaried } from "./load_varied.ts";

/** Weights over the critical one at which branches end. */
const FLOW_RATIOS = [0.8, 0.9, 0.95, 0.98, 1, 1.02, 1.05, 1.1];

/** What is done where nothing is said. */
const SIZES = [1000, 4000, 16000, 60000], LATENT_SIZES = [2, 4, 16, 32, 64];

/** The linear VAE by gradient flow: `flow.json` and its figure. */
export async function followFlow(
  options: TransitionOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { out, force, sets, units, latentSize } = options;
  const data = await loadVaried(options, options.images, terminal);
  using folder = await openOutput({ task: "transition", out, force }, [
    "flow.json",
    "transition.png",
  ]);
  terminal.note(`transition: eigenvalues of ${data.count} images, then gradient flow ...`);
  const study = flowStudy({
    ...{ data, sets, units: Math.min(units, latentSize), latentSize, signal },
    ratios: options.ratios ?? FLOW_RATIOS,
    sizes: options.sizes ?? SIZES,
    latentSizes: options.latentSizes ?? LATENT_SIZES,
    seeds: options.seeds ?? SEEDS,
  });
  for await (const event of study) {
    if (event.kind === "branch") {
      const { branch, done, of } = event;
      terminal.note(
        `${done} of ${of}: ${branch.images} images, unit ${
          branch.unit + 1
        }, ${branch.latentSize} latent units`,
      );
      continue;
    }
    const { branches, samples } = event;
    for (const line of flowLines(branches, samples, latentSize)) terminal.say(line);
    const results = { data: data.name, sha256: await data.sha256(), branches, samples };
    await folder.write("flow.json", jsonText(results));
    const points = branches.filter((branch) =>
      branch.images === data.count && branch.latentSize === latentSize
    ).flatMap(({ points, ...branch }) => points.map((point) => ({ ...branch, ...point })));
    await writePicture(folder, "transition.png", await drawFlow(points, data.count));
    terminal.say(`\nThe figure: ${out}/transition.png`);
  }
}
