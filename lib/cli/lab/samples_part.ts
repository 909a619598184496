import type { DataSet } from "../../data/data_set.ts";
import {
  compareSamples,
  type CountedLabels,
  drawSampleComparison,
  POINTS,
  type SampleComparison,
} from "../../experiment/compare_samples.ts";
import { type Prior, SAMPLE_COUNT, sampleCodes } from "../../experiment/sample_codes.ts";
import { GRID_SCALE, imageGrid } from "../../figure/image_grid.ts";
import { canvasPixels } from "../../figure/png.ts";
import { decodeCodes } from "../../measure/decode_codes.ts";
import type { Parameters } from "../../model/parameters.ts";
import type { LabReport } from "../../report/lab_report.ts";
import type { Row } from "../../report/csv_url.ts";
import { pictureFigure, type ReportFigure } from "../../report/report_figure.ts";
import { codeColumns, codeRows } from "./code_columns.ts";
import type { ShownModel } from "./shown_model.ts";

/** What the comparison of samples takes beside the model. */
export interface ComparisonInput extends ShownModel {
  readonly training: DataSet;
  readonly test: DataSet;
  /** Counts digits; absent where nothing knows the images. */
  readonly classifier?: Parameters;
  /** Codes of each kind. */
  readonly count: number;
}

/** Samples of two kinds, and three kinds of codes compared. */
export async function samplesPart(input: ComparisonInput): Promise<LabReport["samples"]> {
  const { training, count } = input;
  return {
    count: SAMPLE_COUNT,
    uniform: await samplesFigure(input, "uniform", "uniform in $[0, 1)^d$, as the lab draws them"),
    normal: await samplesFigure(input, "normal", String.raw`drawn from $\mathcal N(0, I)$`),
    comparison: training.count < 2
      ? "Codes of several kinds are not compared: what a code tells of its image takes two images or more."
      : await comparison(input, count),
  };
}

async function samplesFigure(
  { vae, seed }: ShownModel,
  prior: Prior,
  words: string,
): Promise<ReportFigure> {
  const codes = sampleCodes(prior, vae.latentSize, seed);
  const images = await decodeCodes(vae, codes);
  const canvas = await imageGrid(images, { scale: GRID_SCALE, image: vae.image });
  return await pictureFigure(canvasPixels(canvas), {
    id: `samples-${prior}`,
    caption: `${SAMPLE_COUNT} codes ${words}, decoded`,
    alt:
      `${SAMPLE_COUNT} images that the annealed model's decoder makes of random codes (${prior}).`,
    tables: [{ name: "codes", rows: codeRows(codes, vae.latentSize) }],
  });
}

async function comparison(
  input: ComparisonInput,
  count: number,
): Promise<LabReport["samples"]["comparison"]> {
  const found = await compareSamples(input);
  const pixels = canvasPixels(await drawSampleComparison(found));
  return {
    ...{ found, count },
    figure: await pictureFigure(pixels, {
      id: "compare",
      caption: "Where codes of each kind lie among the encoder's own, what some of them decode to" +
        (found.counted ? ", and how often each label is recognised" : ""),
      alt:
        "Three rows: uniform codes, codes from the prior, the encoder's own codes; each with its codes in " +
        "the plane of two latent units, and decoded images.",
      tables: [
        { name: "codes", rows: pointRows(found) },
        ...found.counted ? [{ name: "recognised", rows: labelRows(found, found.counted) }] : [],
      ],
    }, { of: "chart" }),
  };
}

/** The codes that the figure shows as points: their coordinates in the units of largest KL. */
function pointRows({ kinds, unitsByKl }: SampleComparison): Row[] {
  const d = unitsByKl.length;
  return kinds.flatMap(({ from, codes }) =>
    Array.from({ length: Math.min(POINTS, codes.length / d) }, (_, i) => ({
      ...{ from, ...codeColumns(codes.subarray(i * d, (i + 1) * d), unitsByKl.slice(0, 2)) },
    }))
  );
}

/** How many images show each label, by the kind of codes that they are decoded from. */
function labelRows({ kinds }: SampleComparison, { labels }: CountedLabels): Row[] {
  return kinds.flatMap(({ from, found }) =>
    labels.map((label, i) => ({ from, label, images: found!.counts[i] }))
  );
}
