import type { Canvas } from "../../deps/canvas.ts";
import { transitionFigure } from "../../figure/transition_figure.ts";
import { checkList } from "../../math/check_argument.ts";
import { TRANSITION_MODELS, type TransitionModel } from "./continued_training.ts";
import type { Side } from "./linear_branch.ts";
import { NONLINEAR_CASES, type NonlinearCase } from "./nonlinear_study.ts";

/** The jump that the figures draw as the rival of the continuous curve, in nats. */
const RIVAL = 0.05;

/** What a figure needs of a model at one weight. */
export interface DrawnPoint {
  /** From which side the weight was reached. */
  readonly side: Side;
  /** The weight over the critical one. */
  readonly ratio: number;
  /** In nats. */
  readonly kl: number;
}

/** The units of the linear VAE, followed by gradient flow on all images: a panel for each. @throws {RangeError} if there is no point */
export async function drawFlow(
  points: readonly (DrawnPoint & { readonly unit: number; readonly eigenvalue: number })[],
  images: number,
): Promise<Canvas> {
  checkList("points", points);
  const units = Map.groupBy(points, ({ unit }) => unit);
  const panels = [...units].sort(([a], [b]) => a - b).map(([unit, points]) => ({
    title: `Unit ${unit + 1} of the linear VAE, gradient flow (λ = ${
      points[0].eigenvalue.toFixed(3)
    })`,
    points: fromSides(points),
  }));
  return await draw("The transition of the linear VAE", images, panels);
}

/** The VAE of one unit whose decoder bends: a panel for each case. @throws {RangeError} if there is no point */
export async function drawNonlinear(
  points: readonly (DrawnPoint & { readonly name: NonlinearCase })[],
  images: number,
): Promise<Canvas> {
  checkList("points", points);
  const panels = (Object.keys(NONLINEAR_CASES) as NonlinearCase[]).map((name) => ({
    title: `Decoder of ${NONLINEAR_CASES[name].title}`,
    points: fromSides(points.filter((point) => point.name === name)),
  }));
  return await draw("A VAE of one unit, linear and not", images, panels);
}

/** Networks trained through the transition and back: a panel for each model, with all of its seeds. @throws {RangeError} if there is no point */
export async function drawTrained(
  points: readonly (DrawnPoint & {
    readonly model: TransitionModel;
    readonly seed: number | string;
  })[],
  images: number,
): Promise<Canvas> {
  checkList("points", points);
  const models = (Object.keys(TRANSITION_MODELS) as TransitionModel[]).toReversed();
  const panels = models.flatMap((model) => {
    const own = points.filter((point) => point.model === model);
    if (own.length === 0) return [];
    const seeds = new Set(own.map(({ seed }) => seed)).size;
    return [{
      title: `${TRANSITION_MODELS[model].title}, n = ${seeds} ${seeds === 1 ? "seed" : "seeds"}`,
      points: fromSides(own),
    }];
  });
  return await draw("The transition in training", images, panels);
}

/** In an order of their own, so that marks that lie over each other do so in the same way whatever order points come in. */
function fromSides(points: readonly DrawnPoint[]) {
  const order = (a: DrawnPoint, b: DrawnPoint) =>
    Number(a.side === "collapsed") - Number(b.side === "collapsed") || a.ratio - b.ratio ||
    a.kl - b.kl;
  return points.toSorted(order).map(({ ratio, kl, side }) => ({ ratio, kl, from: side }));
}

async function draw(
  title: string,
  images: number,
  panels: Parameters<typeof transitionFigure>[0]["panels"],
): Promise<Canvas> {
  return await transitionFigure({
    ...{ title, panels, jump: RIVAL },
    subtitle:
      `${images} images; each weight reached from both sides. Dashed: theory's curve with a jump of ${RIVAL} nats`,
  });
}
