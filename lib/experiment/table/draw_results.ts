import type { Canvas } from "../../deps/canvas.ts";
import { HEADS } from "../../model/model_options.ts";
import { compareSeeds } from "../../run/recorded_seed.ts";
import {
  drawBlamedModels,
  drawBlamedStages,
  type DrawnModel,
  type DrawnStage,
} from "../blame/draw_blame.ts";
import { drawFlow, drawNonlinear, drawTrained } from "../transition/draw_transition.ts";
import type { Table, TableRow } from "./column.ts";

/** The rows of a table by its name; none where there is no such table. */
export type RowsOf = (name: Table["name"]) => readonly TableRow[];

/** The figures of `deno task transition` and of `deno task blame`, by the names of their files. */
export async function drawResults(rowsOf: RowsOf): Promise<[name: string, canvas: Canvas][]> {
  const drawn: [string, Canvas][] = [];
  const flow = mainFlow(rowsOf("flow_branches_points"));
  if (flow.length > 0) {
    const points = flow as unknown as Parameters<typeof drawFlow>[0];
    drawn.push(["transition.png", await drawFlow(points, imagesOf(flow))]);
  }
  const nonlinear = rowsOf("nonlinear");
  if (nonlinear.length > 0) {
    const points = nonlinear as unknown as Parameters<typeof drawNonlinear>[0];
    drawn.push(["transition-nonlinear.png", await drawNonlinear(points, imagesOf(nonlinear))]);
  }
  const trained = rowsOf("trained_points");
  if (trained.length > 0) {
    const points = trained as unknown as Parameters<typeof drawTrained>[0];
    drawn.push(["transition-trained.png", await drawTrained(points, imagesOf(trained))]);
  }
  const blamed = rowsOf("blame").map((row) => ({ row, model: blamedModel(row, rowsOf) }));
  const stages = blamed.filter(({ row }) => row.stage).sort((a, b) => inOrder(a.row, b.row));
  if (stages.length > 0) {
    const drawnStages = stages.map(({ row: { head, seed, stage }, model }) =>
      ({ ...model, head, seed, stage }) as DrawnStage
    );
    drawn.push(["blame-stages.png", await drawBlamedStages(drawnStages)]);
  }
  const models = blamed.filter(({ row }) => !row.stage).map(({ model }) => model);
  if (models.length > 0) drawn.push(["blame.png", await drawBlamedModels(models)]);
  return drawn;
}

/** On the most images, and of the latent size that most points have: the one whose units were all followed. */
function mainFlow(points: readonly TableRow[]): TableRow[] {
  const images = Math.max(...points.map((point) => point.images as number));
  const whole = points.filter((point) => point.images === images);
  const sizes = [...Map.groupBy(whole, ({ latentSize }) => latentSize).values()];
  return sizes.sort((a, b) => b.length - a.length)[0] ?? [];
}

function imagesOf([row]: readonly TableRow[]): number {
  return row.images as number;
}

function blamedModel(row: TableRow, rowsOf: RowsOf): DrawnModel {
  const share = (of: string) => ({
    mean: row[`sharesTraining${of}Mean`],
    standardError: row[`sharesTraining${of}StandardError`],
  });
  const units = rowsOf("blame_units").filter(({ name, seed, stage }) =>
    name === row.name && seed === row.seed && stage === row.stage
  ).sort((a, b) => Number(a.unit) - Number(b.unit));
  return {
    ...{ name: row.name, verdict: row.verdict, units },
    bestKnown: row.bestKnown ?? row.name === row.best,
    shares: { training: { encoder: share("Encoder"), decoder: share("Decoder") } },
    measured: { units },
  } as unknown as DrawnModel;
}

/** By seed, head, then as training went. */
function inOrder(a: TableRow, b: TableRow): number {
  const head = ({ head }: TableRow) => (HEADS as readonly unknown[]).indexOf(head);
  return compareSeeds(String(a.seed), String(b.seed)) || head(a) - head(b) ||
    Number(a.epoch) - Number(b.epoch) || Number(a.batch) - Number(b.batch);
}
