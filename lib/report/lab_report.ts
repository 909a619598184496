import type { SeenCollapse } from "../experiment/collapse_timeline.ts";
import type { LAB_RESULTS } from "../experiment/lab_results.ts";
import type { SampleComparison } from "../experiment/compare_samples.ts";
import type { DiagonalProof } from "../math/diagonal_proof.ts";
import type { UnivariateProof } from "../math/univariate_proof.ts";
import type { RunRecord } from "../run/run_record.ts";
import type { LargeEigenvalue, PredictedOptimum } from "../theory/prediction_tables.ts";
import type { BatchEvent } from "../train/train.ts";
import type { ReportFigure } from "./report_figure.ts";

/** The lab's runs, in its order. */
export type RunName = keyof typeof LAB_RESULTS;

/** All that the report of a lab tells: numbers, pictures, and where they come from. */
export interface LabReport {
  /** Whose it is, if they said so. */
  readonly author?: string;
  /** Answers to the questions, if there are any: Markdown, with TeX. */
  readonly answers?: string;
  /** Whether fewer images and epochs were trained on than the lab asks for. */
  readonly quick: boolean;
  /** Whether the images are MNIST's, which the lab's text is written for. */
  readonly isMnist: boolean;
  /** The command lines that make the report, and its parts, again. */
  readonly commands: Readonly<Record<CommandName, string>>;
  /** The images that the runs are trained on, and those that they are tested on. */
  readonly data: {
    readonly name: string;
    readonly height: number;
    readonly width: number;
    readonly training: ReportedImages;
    readonly test: ReportedImages;
  };
  /** When the report was made, in ISO 8601. */
  readonly madeAt: string;
  /** How to cite the lab. */
  readonly citation: Citation;
  readonly kl: {
    readonly univariate: UnivariateProof;
    readonly diagonal: DiagonalProof;
    readonly figure: ReportFigure;
  };
  /** Theory; or, in a sentence, why there is none. */
  readonly prediction: ReportedPrediction | string;
  readonly runs: Readonly<Record<RunName, ReportedRun>>;
  readonly samples: {
    /** Codes decoded in each figure. */
    readonly count: number;
    readonly uniform: ReportFigure;
    readonly normal: ReportFigure;
    /** The comparison of three kinds of codes; or, in a sentence, why there is none. */
    readonly comparison: ReportedComparison | string;
  };
  readonly interpolation: {
    /** The two images, in words. */
    readonly ends: readonly [from: string, to: string];
    /** Codes on the line. */
    readonly steps: number;
    readonly figure: ReportFigure;
  };
}

/** What has a command of its own. */
export type CommandName =
  | "lab"
  | "kl"
  | "predict"
  | RunName
  | "sample"
  | "samplePrior"
  | "compare"
  | "interpolate";

/** Images, by what tells them from others. */
export interface ReportedImages {
  readonly count: number;
  /** The SHA-256 of their pixels. */
  readonly sha256: string;
}

/** A program as CITATION.cff tells it. */
export interface Citation {
  readonly title: string;
  readonly authors: string;
  readonly version: string;
  readonly year: string;
}

/** What theory says of the images before any training. */
export interface ReportedPrediction {
  /** The squared error of the mean image, the loss of a collapsed model. */
  readonly meanImageError: number;
  /** The beta from which on no unit lowers the loss. */
  readonly criticalBeta: number;
  readonly latentSize: number;
  readonly eigenvalues: readonly LargeEigenvalue[];
  readonly optima: readonly PredictedOptimum[];
  readonly figure: ReportFigure;
}

/** A finished run, as it lies in its folder. */
export interface ReportedRun {
  readonly record: RunRecord;
  /** Every batch, in order. */
  readonly batches: readonly BatchEvent[];
  /** The options that make it another run than the lab's: then it is not compared with the notebook. */
  readonly changed: readonly string[];
  /** The parameters of its model by their names: [out, in] or [out]. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** Its `model.safetensors`. */
  readonly model: { readonly bytes: number; readonly sha256: string };
  /** What the last batch of an epoch is like, where it is another one than the rest. */
  readonly note?: string;
  /** What was seen of a collapse, of the run that collapses. */
  readonly collapse?: SeenCollapse & { readonly meanImageError: number };
  /** In the order in which they are shown. */
  readonly figures: readonly ReportFigure[];
}

/** Three kinds of codes compared. */
export interface ReportedComparison {
  readonly found: SampleComparison;
  /** Codes of each kind. */
  readonly count: number;
  readonly figure: ReportFigure;
}
