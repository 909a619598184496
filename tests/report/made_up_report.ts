import { LAB_RESULTS } from "../../lib/experiment/lab_results.ts";
import { klSpecification } from "../../lib/figure/kl_specification.ts";
import { diagonalProof } from "../../lib/math/diagonal_proof.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { univariateProof } from "../../lib/math/univariate_proof.ts";
import type { LabReport, ReportedRun, RunName } from "../../lib/report/lab_report.ts";
import type { ReportFigure } from "../../lib/report/report_figure.ts";
import type { RunRecord } from "../../lib/run/run_record.ts";
import { largestEigenvalues, predictedOptima } from "../../lib/theory/prediction_tables.ts";
import { gaussianSpectrum } from "../../lib/theory/spectra.ts";
import type { BatchEvent } from "../../lib/train/train.ts";

const q = { mean: 1, std: 0.5 }, p = { mean: 0, std: 1 };
const SHA256 = "0123456789abcdef".repeat(4);

/** A figure of no picture: nothing is drawn. */
export function madeUpFigure(id: string, more: Partial<ReportFigure> = {}): ReportFigure {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
  return {
    id,
    caption: `What ${id} shows`,
    alt: `Of ${id}`,
    png,
    width: 640,
    height: 480,
    ...more,
  };
}

/** A report whose three runs are one that was trained and is kept in fixtures/. */
export async function madeUpReport(more: Partial<LabReport> = {}): Promise<LabReport> {
  const file = new URL("../../fixtures/anneal-seed-0/run.json", import.meta.url);
  const record: RunRecord = JSON.parse(await Deno.readTextFile(file));
  const spectrum = gaussianSpectrum(Float64Array.of(5.1168, 3.7413, 0.5), 52.725);
  const random = new TorchRandom(0);
  return {
    quick: false,
    isMnist: true,
    commands: Object.fromEntries(
      ["lab", "kl", "predict", "naive", "collapse", "anneal", "sample", "samplePrior", "compare"]
        .concat("interpolate").map((name) => [name, `deno task ${name}`]),
    ) as LabReport["commands"],
    data: {
      ...{ name: "mnist", height: 28, width: 28 },
      training: { count: 60_000, sha256: SHA256 },
      test: { count: 10_000, sha256: SHA256 },
    },
    madeAt: "2026-11-27T11:22:33.000Z",
    citation: { title: "The VAE lab", authors: "Its authors", version: "0.1.0", year: "2026" },
    kl: {
      univariate: univariateProof({ q, p }, 100, random),
      diagonal: diagonalProof(q, 100, random),
      figure: madeUpFigure("kl", {
        specification: klSpecification(q, p),
        tables: [{ name: "densities", rows: [{ x: 0, q: 0.1, p: 0.4 }, { x: 1, q: 0.8, p: 0.2 }] }],
      }),
    },
    prediction: {
      ...{ meanImageError: 52.725, criticalBeta: 10.2336, latentSize: 8 },
      eigenvalues: largestEigenvalues(spectrum),
      optima: predictedOptima(spectrum, 8),
      figure: madeUpFigure("prediction"),
    },
    runs: Object.fromEntries(
      Object.keys(LAB_RESULTS).map((name) => [name, madeUpRun(name as RunName, record)]),
    ) as Record<RunName, ReportedRun>,
    samples: {
      count: 100,
      uniform: madeUpFigure("samples-uniform"),
      normal: madeUpFigure("samples-normal"),
      comparison: "Nothing is compared.",
    },
    interpolation: {
      ends: ["image 0 (a 5)", "image 1 (a 0)"],
      steps: 20,
      figure: madeUpFigure("interpolation"),
    },
    ...more,
  };
}

function madeUpRun(name: RunName, record: RunRecord): ReportedRun {
  const { epochs } = LAB_RESULTS[name];
  const own = { ...record, task: name, epochs: record.epochs.slice(-epochs) };
  const batches = own.epochs.map((
    { epoch, loss, reconstruction, kl, klWeight },
  ): BatchEvent => ({
    ...{ kind: "batch", epoch, batch: 460, batches: 469, loss, reconstruction, kl, klWeight },
  }));
  const plateau = { epoch: 1, batch: 52, reconstruction: 52.7, kl: 0.0123 };
  return {
    ...{ record: own, batches, changed: [] },
    shapes: { "encoder.net.0.weight": [256, 784], "encoder.net.0.bias": [256] },
    model: { bytes: 1_772_304, sha256: SHA256 },
    ...name === "collapse"
      ? { collapse: { activeUnits: [], plateau, meanImageError: 52.725 } }
      : {},
    figures: [madeUpFigure(`${name}-curves`)],
  };
}
