import type { TransitionModel } from "../../experiment/transition/continued_training.ts";
import { drawTrained } from "../../experiment/transition/draw_transition.ts";
import { trainedResults } from "../../experiment/transition/trained_results.ts";
import { branchFile, trainingStudy } from "../../experiment/transition/training_study.ts";
import { writePicture } from "../../experiment/write_picture.ts";
import { openOutput } from "../open_output.ts";
import type { Terminal } from "../terminal.ts";
import { trainingLines } from "./training_lines.ts";
import type { TransitionOptions } from "./transition_flags.ts";
import { SEEDS } from "./default_seeds.ts";
import { jsonText } from "./json_text.ts";
import { loadVaried } from "./load_varied.ts";

/** Weights over the critical one, and images, where nothing is said. */
const TRAIN_RATIOS = [0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2], TRAINED_IMAGES = 4000;

/** Adam's step sizes in the two phases of a stage. */
const COARSE = 1e-3, FINE = 1e-4;

/** Networks trained through the transition and back: a file for each model and seed, `trained.json`, and the figure. */
export async function trainThrough(
  options: TransitionOptions,
  models: readonly TransitionModel[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { out, force, latentSize, epochs, fineEpochs, backend, threads } = options;
  const seeds = options.seeds ?? SEEDS;
  const data = await loadVaried(options, options.images ?? TRAINED_IMAGES, terminal);
  const names = models.flatMap((model) =>
    seeds.map((seed) => branchFile({ model, latentSize, images: data.count, seed }))
  );
  using folder = await openOutput({ task: "transition", out, force }, [
    ...names,
    ...["trained.json", "transition.png"],
  ]);
  const study = trainingStudy({
    ...{ data, models, seeds, latentSize, backend, threads, folder, signal },
    ...{ ratios: options.ratios ?? TRAIN_RATIOS, tell: terminal.caution },
    phases: [{ epochs, learningRate: COARSE }, { epochs: fineEpochs, learningRate: FINE }],
  });
  for await (const event of study) {
    if (event.kind === "stage") {
      const { model, seed, stage: { way, ratio, kl }, done, of } = event;
      terminal.note(
        `${model}, seed ${seed}: ${done} of ${of}, ratio ${ratio} on the way ${way}, KL ${
          kl.at(-1)!.toFixed(4)
        }`,
      );
      continue;
    }
    for (const line of trainingLines(event.branches)) terminal.say(line);
    const results = trainedResults(event.branches);
    await folder.write("trained.json", jsonText({ data: data.name, branches: results }));
    const points = results.flatMap(({ model, seed, points }) =>
      points.map((point) => ({ ...point, model, seed }))
    );
    await writePicture(folder, "transition.png", await drawTrained(points, data.count));
    terminal.say(`The figure: ${out}/transition.png`);
  }
}
