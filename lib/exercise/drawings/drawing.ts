/**
 * A picture of what a student's functions give, as plain data: the terminal's process makes it, `exercise.json`
 * carries it, and the page draws it.
 */
export type Drawing = CurvesDrawing | HistogramDrawing | ImagesDrawing;

/** What every picture has. */
interface Described {
  /** What is drawn, in a few words. */
  readonly title: string;
  /** How to read it, in full sentences. */
  readonly caption: string;
  /** Whether what the student's functions give is right, and where it is furthest off: a sentence. */
  readonly summary: string;
  /** What could not be drawn, and why: a sentence each. */
  readonly notes: readonly string[];
}

/** Whose values a line, or a row of images, shows. */
export type Whose = "yours" | "right" | "given";

/** What an axis is called, and how far it goes. */
export interface DrawnAxis {
  /** With its unit: `KL(q || p), nats`. */
  readonly title: string;
  /** Both ends. */
  readonly domain: readonly [from: number, to: number];
  /** Whether it is logarithmic. */
  readonly log?: boolean;
  /** Where its tick labels stand, if not at round numbers. */
  readonly ticks?: readonly number[];
}

/** The values of functions of one variable. */
export interface CurvesDrawing extends Described {
  readonly kind: "curves";
  readonly x: DrawnAxis;
  /** Its domain holds the right curve, and the student's as far as that does not make the right one look flat. */
  readonly y: DrawnAxis;
  /** Where the curves were evaluated. */
  readonly at: readonly number[];
  /** Whether there is nothing between two places: points are drawn, and no lines. */
  readonly isDiscrete: boolean;
  readonly series: readonly DrawnCurve[];
}

/** A line of {@linkcode CurvesDrawing}. */
export interface DrawnCurve {
  readonly whose: Whose;
  /** At each place, or null where there is none: an error, NaN or an infinity. */
  readonly values: readonly (number | null)[];
}

/** How often random draws lay in intervals of equal width, and the density that they should have. */
export interface HistogramDrawing extends Described {
  readonly kind: "histogram";
  /** Its domain is divided into the intervals. */
  readonly x: DrawnAxis;
  readonly y: DrawnAxis;
  /** The student's density in each interval: the share of the draws, divided by the interval's width. */
  readonly densities: readonly number[];
  /** The right density at the ends and in the middle of the intervals, from the left to the right. */
  readonly right: readonly number[];
}

/** Rows of gray images, one above the other. */
export interface ImagesDrawing extends Described {
  readonly kind: "images";
  /** Pixels of an image. */
  readonly height: number;
  readonly width: number;
  readonly rows: readonly DrawnImages[];
}

/** A row of {@linkcode ImagesDrawing}. */
export interface DrawnImages {
  readonly whose: Whose;
  /** What the row shows. */
  readonly name: string;
  /** Image after image, each pixel a byte from 0 (black) to 255 (white), in base64. */
  readonly pixels: string;
}
