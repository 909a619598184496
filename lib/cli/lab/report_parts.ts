import { breather } from "../../data/breather.ts";
import type { DataSet } from "../../data/data_set.ts";
import { checkVariety } from "../../data/variety.ts";
import {
  compareSamples,
  type CountedLabels,
  drawSampleComparison,
  POINTS,
  type SampleComparison,
} from "../../experiment/compare_samples.ts";
import {
  drawnEnds,
  imageName,
  INTERPOLATION_STEPS,
  interpolationCodes,
} from "../../experiment/interpolation_codes.ts";
import { type Prior, SAMPLE_COUNT, sampleCodes } from "../../experiment/sample_codes.ts";
import { GRID_SCALE, imageGrid } from "../../figure/image_grid.ts";
import { klPoints } from "../../figure/kl_densities.ts";
import { klSpecification } from "../../figure/kl_specification.ts";
import { optimumPoints } from "../../figure/optimum_panels.ts";
import { canvasPixels } from "../../figure/png.ts";
import { predictionSpecification } from "../../figure/prediction_specification.ts";
import { diagonalProof } from "../../math/diagonal_proof.ts";
import type { Seed } from "../../math/seed.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { univariateProof } from "../../math/univariate_proof.ts";
import { decodeCodes } from "../../measure/decode_codes.ts";
import type { Parameters } from "../../model/parameters.ts";
import type { Vae } from "../../model/vae.ts";
import type { LabReport } from "../../report/lab_report.ts";
import type { Row } from "../../report/csv_url.ts";
import { countText } from "../../report/number_cell.ts";
import { chartFigure, pictureFigure, type ReportFigure } from "../../report/report_figure.ts";
import { largestEigenvalues, predictedOptima } from "../../theory/prediction_tables.ts";
import { spectra } from "../../theory/spectra.ts";
import { checkTheorySize } from "../../theory/theory_size.ts";
import { UserError } from "../../user_error.ts";
import { codeColumns, codeRows } from "./code_columns.ts";

/** The pair of Gaussians, and the random draws of an estimate, that `deno task kl` shows by default. */
const PAIR = { q: { mean: 1, std: 0.5 }, p: { mean: 0, std: 1 } }, DRAWS = 100_000;

/** Exercise 1, with the draws of `deno task kl`. */
export async function klPart(seed: Seed): Promise<LabReport["kl"]> {
  const random = new TorchRandom(seed);
  const univariate = univariateProof(PAIR, DRAWS, random);
  const [{ kl }] = univariate.pairs;
  return {
    univariate,
    diagonal: diagonalProof(PAIR.q, DRAWS, random),
    figure: await chartFigure(klSpecification(PAIR.q, PAIR.p, { stacked: true }), {
      id: "kl",
      caption:
        "The densities of $q$ and $p$; under them the integrand, whose area above 0 less that below is the " +
        "divergence; at the bottom the divergence over $\\mu$ and $\\log \\sigma$, with this pair marked",
      alt:
        `Two Gaussian densities, the integrand of their divergence, and a map of the divergence with ` +
        `contours. KL(q ‖ p) is ${kl.closed.toFixed(3)} nats.`,
      tables: [{
        name: "densities",
        rows: klPoints(PAIR.q, PAIR.p).map(({ x, q, p, kl }) => ({ x, q, p, integrand: kl })),
      }],
    }),
  };
}

/** Theory before training; where these images have none, a sentence that says why. */
export async function predictionPart(
  data: DataSet,
  latentSize: number,
): Promise<LabReport["prediction"]> {
  try {
    checkVariety(data);
    checkTheorySize(data);
  } catch (error) {
    if (error instanceof UserError) return `Nothing is predicted here: ${error.message}`;
    throw error;
  }
  const breathe = breather(); // so that Ctrl-C, which waits for a pause, is not kept waiting for all of it
  const { gaussian } = spectra(data);
  await breathe();
  const { eigenvalues, collapsed, critical } = gaussian;
  const layout = { latentSize, stacked: true };
  const title = `Before any training: ${countText(data.count)} images of ${data.name}`;
  return {
    ...{ meanImageError: collapsed, criticalBeta: critical, latentSize },
    eigenvalues: largestEigenvalues(gaussian),
    optima: predictedOptima(gaussian, latentSize),
    figure: await chartFigure(predictionSpecification(eigenvalues, { ...layout, title }), {
      id: "prediction",
      caption:
        "The eigenvalues; over $\\beta$, the weight of the KL term, how many units the best linear VAE " +
        "has in use, and its loss in parts",
      alt:
        `The eigenvalues of the pixels' covariance fall from ${
          eigenvalues[0].toFixed(2)
        }; the units in ` +
        `use at the optimum fall to none at beta ${critical.toFixed(2)}, where the loss reaches ` +
        `${collapsed.toFixed(2)}.`,
      tables: [
        {
          name: "eigenvalues",
          rows: [...eigenvalues].map((eigenvalue, i) => ({ i: i + 1, eigenvalue })),
        },
        {
          name: "optimum",
          rows: optimumPoints(eigenvalues, latentSize).map(
            ({ beta, activeUnits, paying, loss, reconstruction, kl }) => ({
              ...{ beta, activeUnits, activeUnitsOfAnyNumber: paying, loss, reconstruction, kl },
            }),
          ),
        },
      ],
    }),
  };
}

/** A trained model, and what it is shown on. */
export interface ShownModel {
  readonly vae: Vae;
  readonly seed: Seed;
}

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

/** The line between two training images. */
export async function interpolationPart(
  { vae, seed }: ShownModel,
  images: DataSet,
): Promise<LabReport["interpolation"]> {
  const drawn = drawnEnds(images, seed);
  const [from, to] = drawn.map((end) => imageName(images, end));
  const codes = await interpolationCodes(vae, images, drawn);
  const canvas = await imageGrid(await decodeCodes(vae, codes), {
    columns: INTERPOLATION_STEPS,
    scale: GRID_SCALE,
    image: vae.image,
  });
  return {
    ends: [from, to],
    steps: INTERPOLATION_STEPS,
    figure: await pictureFigure(canvasPixels(canvas), {
      id: "interpolation",
      caption: `From ${from} to ${to} in ${INTERPOLATION_STEPS} steps`,
      alt:
        `A row of ${INTERPOLATION_STEPS} images that changes step by step from ${from} to ${to}.`,
      tables: [{ name: "codes", rows: codeRows(codes, vae.latentSize) }],
    }),
  };
}
