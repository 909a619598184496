import { signal } from "../../lib/deps/preact_signals.ts";
import type { Likelihood } from "../../lib/math/likelihood.ts";
import { bernoulliSpectrum, gaussianSpectrum, type Spectrum } from "../../lib/theory/spectra.ts";
import { siteSource } from "../site_source.ts";

/** Asks what theory says of the first images; of all, where none are counted. */
export interface TheoryRequest {
  readonly count?: number;
}

/** The numbers that a spectrum is made of. */
interface SpectrumValues {
  readonly eigenvalues: Float64Array;
  readonly collapsed: number;
}

/** What the worker answers. */
export type TheoryAnswer =
  | {
    readonly kind: "predicted";
    readonly count?: number;
    /** Pixels of an image. */
    readonly pixels: number;
    readonly gaussian: SpectrumValues;
    readonly bernoulli: SpectrumValues;
  }
  | { readonly kind: "failed"; readonly count?: number; readonly message: string };

/** What theory says of some images. */
export interface Prediction {
  /** The images; all, if it is absent. */
  readonly count?: number;
  /** Pixels of an image. */
  readonly pixels: number;
  readonly spectra: Readonly<Record<Likelihood, Spectrum>>;
}

/** What theory says of the images that were asked for last, or why it says nothing; absent while it is computed. */
export const prediction = signal<Prediction | { readonly failed: string } | undefined>(undefined);

let worker: Worker | undefined;
let asked: { readonly count?: number } | undefined;

/** Asks for the prediction of the first images, of all where none are counted; it comes into {@linkcode prediction}. */
export function predict(count?: number): void {
  if (asked && asked.count === count) return;
  asked = { count };
  prediction.value = undefined;
  worker?.terminate(); // what it computed is not wanted any more
  worker = siteSource().startWorker("theory_worker");
  worker.onmessage = ({ data: answer }: MessageEvent<TheoryAnswer>) => {
    worker?.terminate();
    if (answer.kind === "failed") {
      prediction.value = { failed: answer.message };
      return;
    }
    const { pixels, gaussian, bernoulli } = answer;
    prediction.value = {
      ...{ count, pixels },
      spectra: {
        gaussian: gaussianSpectrum(gaussian.eigenvalues, gaussian.collapsed),
        bernoulli: bernoulliSpectrum(bernoulli.eigenvalues, bernoulli.collapsed),
      },
    };
  };
  worker.postMessage({ count } satisfies TheoryRequest);
}
