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
  const flow = mainStudy(rowsOf("flow_branches_points"), ["images", "latentSize"]);
  if (flow.length > 0) {
    const points = flow as unknown as Parameters<typeof drawFlow>[0];
    drawn.push(["transition.png", await drawFlow(points, imagesOf(flow))]);
  }
  const nonlinear = mainStudy(rowsOf("nonlinear"), ["images", "components"]);
  if (nonlinear.length > 0) {
    const points = nonlinear as unknown as Parameters<typeof drawNonlinear>[0];
    drawn.push(["transition-nonlinear.png", await drawNonlinear(points, imagesOf(nonlinear))]);
  }
  const trained = mainStudy(rowsOf("trained_points"), ["images", "latentSize", "phases"]);
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
  const models = blamed.filter(({ row }) => !row.stage).map(({ model }) => model)
    .sort((a, b) => a.name < b.name ? -1 : 1);
  if (models.length > 0) drawn.push(["blame.png", await drawBlamedModels(models)]);
  return drawn;
}

/**
 * Of the points of several studies those of one: on the most images, and then of the values of the other columns that
 * most points have, as the latent size has whose units were all followed.
 */
function mainStudy(points: readonly TableRow[], [images, ...others]: readonly string[]) {
  const most = Math.max(...points.map((point) => point[images] as number));
  const whole = points.filter((point) => point[images] === most);
  const key = (point: TableRow) => JSON.stringify(others.map((name) => point[name]));
  const studies = [...Map.groupBy(whole, key).values()];
  return studies.sort((a, b) => b.length - a.length)[0] ?? [];
}

function imagesOf([row]: readonly TableRow[]): number {
  return row.images as number;
}

/** The columns by which a unit's row belongs to its model's. */
const OF_A_MODEL = ["name", "seed", "stage", "best", "klWeight", "meanImageError"];

function blamedModel(row: TableRow, rowsOf: RowsOf): DrawnModel {
  const share = (of: string) => ({
    mean: row[`sharesTraining${of}Mean`],
    standardError: row[`sharesTraining${of}StandardError`],
  });
  const units = rowsOf("blame_units").filter((unit) =>
    OF_A_MODEL.every((name) => unit[name] === row[name])
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
