import type { Canvas } from "../../deps/canvas.ts";
import { blameFigure, type BlameFigureModel } from "../../figure/blame_figure.ts";
import type { ModelCulprit } from "./verdicts.ts";
import { EPSILONS } from "./measure_blame.ts";
import { verdictWords } from "./verdict_words.ts";

/** A judged model, as far as the figure shows it. */
export interface DrawnModel extends Omit<BlameFigureModel, "verdict"> {
  /** Who is to blame for what it lacks. */
  readonly verdict: ModelCulprit;
  /** Whether its loss is the best known. */
  readonly bestKnown: boolean;
}

/** A stage of a run, as far as the figure shows it. */
export interface DrawnStage extends Omit<DrawnModel, "name"> {
  /** How the encoder ends. */
  readonly head: string;
  /** Of the run. */
  readonly seed: number | bigint | string;
  /** Which stage. */
  readonly stage: string;
}

/** Some models, in a row each. */
export async function drawBlamedModels(models: readonly DrawnModel[]): Promise<Canvas> {
  return await blameFigure({
    ...{ title: "Who is to blame: encoder or decoder?", epsilons: EPSILONS },
    models: models.map((model) => ({ ...model, verdict: verdictWords(model) })),
  });
}

/** The stages of the runs that have the first one's seed, in a row each. */
export async function drawBlamedStages(stages: readonly DrawnStage[]): Promise<Canvas> {
  const [{ seed }] = stages;
  return await blameFigure({
    title: "Who is to blame for the collapse? Stage by stage",
    ...{ note: `Seed ${seed}`, epsilons: EPSILONS },
    models: stages.filter((stage) => stage.seed === seed).map((stage) => ({
      ...stage,
      ...{ name: `${stage.head} heads, ${stage.stage}`, verdict: verdictWords(stage) },
    })),
  });
}
