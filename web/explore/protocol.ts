import type { LatentPlane } from "../../lib/measure/latent_plane.ts";
import type { DensityMap } from "../../lib/measure/density_map.ts";
import type { ImageShape } from "../../lib/math/image_shape.ts";
import type { Seed } from "../../lib/math/seed.ts";
import type { state } from "../state.ts";

/** What the page asks the worker, and what that answers, by the names of the questions. */
export interface Calls {
  /** Another model: a file of the site, by its path, or one from the reader's disk. */
  readonly open: Call<
    { readonly path: string; readonly prior?: string } | { readonly file: File },
    ModelFacts
  >;
  /** Whether the worker is alive. */
  readonly ping: Call<Record<never, never>, true>;
  /** How the model uses its units. */
  readonly units: Call<OfModel, UnitsAnswer>;
  /** What the decoder makes of codes. [N * d] -> [N * P] */
  readonly decode: Call<OfModel & { readonly codes: Float32Array }, Float32Array>;
  /** Whether a code lies where the encoder puts codes. */
  readonly place: Call<OfModel & { readonly code: Float32Array }, PlaceAnswer>;
  /** The share of N(0, I) that lies where the encoder puts no codes. */
  readonly prior: Call<OfModel, number>;
  /** The map of codes on these units, or on the principal axes. */
  readonly map: Call<OfModel & { readonly axes: MapAxes }, MapAnswer>;
  /** What the model makes of a drawing. */
  readonly drawing: Call<OfModel & { readonly drawing: DrawingPixels }, EncodedPicture>;
  /** The code of the first training image. [d] */
  readonly first: Call<OfModel, Float32Array>;
  /** What it makes of a training image. */
  readonly image: Call<OfModel & { readonly number: number }, EncodedPicture & NumberedImage>;
  /** The codes between two training images; those that `deno task interpolate` draws, where none is named. */
  readonly path: Call<OfModel & { readonly ends: readonly (number | undefined)[] }, PathAnswer>;
  /** For each unit a row of pictures, in which it alone moves. */
  readonly traversals: Call<
    OfModel & { readonly code: Float32Array; readonly units: readonly number[] },
    Traversals
  >;
  /** Samples of all sources. */
  readonly samples: Call<OfModel & { readonly seed: Seed }, SamplesAnswer>;
}

/** The name of a question. */
export type Kind = keyof Calls;
/** What is asked. */
export type Ask<K extends Kind> = Calls[K]["ask"];
/** What is answered. */
export type Answer<K extends Kind> = Calls[K]["answer"];

interface Call<A, B> {
  readonly ask: A;
  readonly answer: B;
}

/** Most questions are about the model that was opened last; of an earlier one they are not answered. */
export interface OfModel {
  readonly model: number;
}

/** A question on its way. */
export interface Question<K extends Kind = Kind> {
  readonly id: number;
  readonly kind: K;
  readonly ask: Ask<K>;
}

/** An answer on its way: what was asked for; why there is none; or neither, for a model that is gone. */
export interface Reply {
  readonly id: number;
  readonly answer?: Answer<Kind>;
  /** A line for the reader. */
  readonly error?: string;
}

/** What a model file says. */
export interface ModelFacts extends OfModel {
  /** What the page calls it: a path of the site, or a file's name. */
  readonly name: string;
  /** Latent units, d. */
  readonly latentSize: number;
  readonly image: ImageShape;
  readonly architecture: string;
  readonly head: string;
  readonly likelihood: string;
  /** Whether a prior was fitted to its codes. */
  readonly fitted: boolean;
  /** What was made fit when it was read. */
  readonly notes: readonly string[];
}

/** A unit over the training images. */
export interface UnitFacts {
  /** Its number, from 0 on. */
  readonly unit: number;
  /** Nats. */
  readonly kl: number;
  /** Whether the decoder learns anything from it. */
  readonly used: boolean;
  /** Its mean under the aggregate posterior. */
  readonly mean: number;
  /** Its standard deviation under the aggregate posterior. */
  readonly std: number;
}

/** The units of a model, and the images that they were measured on. */
export interface UnitsAnswer {
  /** Those of largest KL first. */
  readonly units: readonly UnitFacts[];
  /** Training images that were encoded, the first ones of the file. */
  readonly measured: number;
  /** All training images. */
  readonly count: number;
}

/** How dense the aggregate posterior is at a code. */
export interface PlaceAnswer {
  readonly logDensity: number;
  /** The density below which a code lies outside. */
  readonly threshold: number;
  readonly outside: boolean;
}

/** What the axes of the map are: the principal axes of the codes, or units. */
export type MapAxes = "principal" | readonly number[];

/** Codes on a plane. */
export interface MapAnswer {
  readonly axes: MapAxes;
  readonly plane: LatentPlane;
  /** The share of the variance along each principal axis. */
  readonly shares?: readonly number[];
  /** The ends of each axis. */
  readonly domains: readonly (readonly [number, number])[];
  /** Where the code of each of the first training images lies, along each axis. */
  readonly places: readonly Float32Array[];
  /** What each shows, where that is known. */
  readonly labels?: Uint8Array;
  /** The names of the labels, where they have names. */
  readonly labelNames?: readonly string[];
  readonly density: DensityMap;
}

/** A drawing in gray values from 0 to 1. */
export interface DrawingPixels extends ImageShape {
  readonly pixels: Float32Array;
}

/** A picture, as the model takes it, its code and its reconstruction. */
export interface EncodedPicture {
  readonly pixels: Float32Array;
  readonly code: Float32Array;
  readonly reconstruction: Float32Array;
}

/** Which training image a picture is. */
export interface NumberedImage {
  readonly number: number;
  /** What it shows, where that is known: `a 7`. */
  readonly label?: string;
}

/** The line between the codes of two images. */
export interface PathAnswer {
  readonly ends: readonly NumberedImage[];
  /** Code after code. [20 * d] */
  readonly codes: Float32Array;
  /** What they decode to. [20 * P] */
  readonly images: Float32Array;
}

/** Rows of pictures. */
export interface Traversals {
  readonly units: readonly number[];
  /** The values of the unit that moves, row after row. */
  readonly values: readonly Float32Array[];
  /** What they decode to, row after row. [9 * P] */
  readonly images: readonly Float32Array[];
}

/** Where samples come from. */
export type Source = typeof state.explore.source.initial;

/** Samples of one source. */
export interface SourceSamples {
  readonly source: Source;
  /** Code after code. [100 * d] */
  readonly codes: Float32Array;
  /** What they decode to. [100 * P] */
  readonly images: Float32Array;
  /** The share of them that lies where the encoder puts no codes; none where that is not known. */
  readonly outside?: number;
  /** What the classifier sees; none where it takes other images, or knows others. */
  readonly judged?: JudgedSamples;
}

/** The classifier's view of samples. */
export interface JudgedSamples {
  /** The share on which it is sure of a digit. */
  readonly share: number;
  /** How often it is sure of each. [10] */
  readonly counts: readonly number[];
  /** How many digits the recognised ones are as varied as; NaN where there are none. */
  readonly effectiveDigits: number;
  /** The most probable digit of each sample. */
  readonly digits: Uint8Array;
  /** Its probability. */
  readonly probabilities: Float32Array;
}

/** Samples of each source that there is, and why there are no others or no counts: a line each. */
export interface SamplesAnswer {
  readonly sources: readonly SourceSamples[];
  readonly missing: readonly string[];
}
