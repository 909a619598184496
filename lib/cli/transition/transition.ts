import { useBackend } from "../../backend/use_backend.ts";
import { loadImages } from "../../data/load_images.ts";
import type { DataSet } from "../../data/data_set.ts";
import { checkVariety } from "../../data/variety.ts";
import type { TransitionModel } from "../../experiment/transition/continued_training.ts";
import { TRANSITION_MODELS } from "../../experiment/transition/continued_training.ts";
import { type FlowBranch, flowStudy } from "../../experiment/transition/flow_study.ts";
import {
  type HysteresisSeeds,
  readHysteresisSeeds,
  valueOf,
} from "../../experiment/transition/hysteresis_seeds.ts";
import { type LeapResult, leapStudy } from "../../experiment/transition/leap_study.ts";
import {
  NONLINEAR_CASES,
  type NonlinearCase,
  type NonlinearData,
  type NonlinearPoint,
  nonlinearStudy,
} from "../../experiment/transition/nonlinear_study.ts";
import { stageCourse } from "../../experiment/transition/stage_course.ts";
import {
  branchFile,
  type TrainedBranch,
  trainingStudy,
} from "../../experiment/transition/training_study.ts";
import { writePicture } from "../../experiment/write_picture.ts";
import { hysteresisSeedsFigure } from "../../figure/hysteresis_seeds_figure.ts";
import { transitionFigure } from "../../figure/transition_figure.ts";
import type { Likelihood } from "../../math/likelihood.ts";
import type { EpochRecord } from "../../run/run_record.ts";
import { spectra, type Spectrum } from "../../theory/spectra.ts";
import { checkTheorySize } from "../../theory/theory_size.ts";
import { openOutput } from "../open_output.ts";
import { restartLine } from "../resume_line.ts";
import { stopOf } from "../stop.ts";
import type { Terminal } from "../terminal.ts";
import { flowLines } from "./flow_lines.ts";
import { nonlinearLines } from "./nonlinear_lines.ts";
import { leapLines } from "./leap_lines.ts";
import { hysteresisSeedLines } from "./hysteresis_seed_lines.ts";
import { trainingLines } from "./training_lines.ts";
import type { TransitionOptions } from "./transition_flags.ts";

/** Weights over the critical one at which the flow's branches end, and trained ones do. */
const FLOW_RATIOS = [0.8, 0.9, 0.95, 0.98, 1, 1.02, 1.05, 1.1];
const TRAIN_RATIOS = [0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2];

/** What is done where nothing is said. */
const SEEDS = [0, 1, 2], SIZES = [1000, 4000, 16000, 60000], LATENT_SIZES = [2, 4, 16, 32, 64];
const TRAINED_IMAGES = 4000;
/** Adam's step sizes in the two phases of a stage. */
const COARSE = 1e-3, FINE = 1e-4;

/** The jump that the figure draws as the rival of the continuous curve, in nats. */
const RIVAL = 0.05;

/** `deno task transition`. */
export async function transition(
  options: TransitionOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (options.hysteresis) await compareSeeds(options, options.hysteresis, terminal);
    else if (options.nonlinear) await nonlinear(options, terminal, signal);
    else if (options.leap) await leap(options, terminal, signal);
    else if (options.train) await train(options, options.train, terminal, signal);
    else await followFlow(options, terminal, signal);
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    const stop = stopOf(signal);
    throw stop.told(`${stop.what}. To go on: ${restartLine("transition", options.out)}`);
  }
}

async function loadVaried(
  { data: source }: TransitionOptions,
  count: number | undefined,
  terminal: Terminal,
): Promise<DataSet> {
  const data = await loadImages({ source, count }, terminal.caution);
  checkVariety(data);
  checkTheorySize(data);
  return data;
}

async function followFlow(
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
    const own = branches.filter((branch) =>
      branch.images === data.count && branch.latentSize === latentSize
    );
    const panels = [...new Set(own.map(({ unit }) => unit))].map((unit) => ({
      title: `Unit ${unit + 1} of the linear VAE, gradient flow (λ = ${
        own.find((branch) => branch.unit === unit)!.eigenvalue.toFixed(3)
      })`,
      points: own.filter((branch) => branch.unit === unit).flatMap(flowPoints),
    }));
    await drawTransition(folder, "The transition of the linear VAE", data.count, panels);
    terminal.say(`\nThe figure: ${out}/transition.png`);
  }
}

/** JSON has no bigint, which a seed may be. */
function jsonText(results: object): string {
  const digits = (_: string, value: unknown) => typeof value === "bigint" ? `${value}` : value;
  return `${JSON.stringify(results, digits, 2)}\n`;
}

const flowPoints = ({ points }: FlowBranch) =>
  points.map(({ ratio, kl, side }) => ({ ratio, kl, from: side }));

async function train(
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
  using folder = await openOutput({ task: "transition", out, force }, [...names, "transition.png"]);
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
    const panels = models.map((model) => {
      const own = event.branches.filter((branch) => branch.model === model);
      return {
        title: `${TRANSITION_MODELS[model].title}, n = ${own.length} ${
          own.length === 1 ? "seed" : "seeds"
        }`,
        points: own.flatMap(trainedPoints),
      };
    });
    await drawTransition(folder, "The transition in training", data.count, panels);
    terminal.say(`The figure: ${out}/transition.png`);
  }
}

const trainedPoints = ({ stages, phases }: TrainedBranch) =>
  stages.map((stage) => ({
    ratio: stage.ratio,
    kl: stageCourse(stage, phases).kl,
    from: stage.way === "up" ? "active" as const : "collapsed" as const,
  }));

async function drawTransition(
  folder: { write(name: string, content: Uint8Array): Promise<void> },
  title: string,
  images: number,
  panels: Parameters<typeof transitionFigure>[0]["panels"],
): Promise<void> {
  const canvas = await transitionFigure({
    ...{ title, panels, jump: RIVAL },
    subtitle:
      `${images} images; each weight reached from both sides. Dashed: theory's curve with a jump of ${RIVAL} nats`,
  });
  await writePicture(folder, "transition.png", canvas);
}

/** Images, principal components and weights of the VAE that is not linear. */
const NONLINEAR_IMAGES = 1000, COMPONENTS = 8;
const NONLINEAR_RATIOS = [0.8, 0.9, 0.95, 0.98, 1, 1.02, 1.04, 1.06, 1.08, 1.1];

async function nonlinear(
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
  const panels = (Object.keys(NONLINEAR_CASES) as NonlinearCase[]).map((name) => ({
    title: `Decoder of ${NONLINEAR_CASES[name].title}`,
    points: points.filter((point) => point.name === name)
      .map(({ ratio, kl, side }) => ({ ratio, kl, from: side })),
  }));
  await drawTransition(folder, "A VAE of one unit, linear and not", data.count, panels);
  terminal.say(`The figure: ${out}/transition.png`);
}

/** How the model is prepared for the leap, and what follows. */
const LEAP = { epochs: 6, before: 1, after: 12, batches: 300 }, LEAP_IMAGES = 20_000;

async function leap(
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

async function compareSeeds(
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
