import { summary } from "../../math/summary.ts";
import { numberText } from "../number_text.ts";
import type { HistogramDrawing } from "./drawing.ts";
import { spaced } from "./spaced.ts";

/** Both ends of the picture, and how many intervals it has. */
const FROM = -4, TO = 4, BINS = 32;
/** The density of the standard normal distribution at 0, where it is highest. */
const TOP = 1 / Math.sqrt(2 * Math.PI);

/** Draws that should come from the standard normal distribution. */
export interface HistogramOptions extends Pick<HistogramDrawing, "title" | "caption"> {
  /** What the x axis is called. */
  readonly xTitle: string;
  readonly draws: readonly number[];
  /** What could not be drawn for other reasons, a sentence each. */
  readonly notes?: readonly string[];
}

/** Draws in intervals, under the density of the standard normal distribution. */
export function histogramOf(
  { title, caption, xTitle, draws, notes = [] }: HistogramOptions,
): HistogramDrawing {
  const width = (TO - FROM) / BINS;
  const densities = Array<number>(BINS).fill(0);
  const finite = draws.filter(Number.isFinite);
  let outside = 0;
  for (const draw of finite) {
    const bin = Math.floor((draw - FROM) / width);
    if (bin >= 0 && bin < BINS) densities[bin] += 1 / (draws.length * width);
    else outside++;
  }
  const right = spaced(FROM, TO, 2 * BINS + 1).map((x) => TOP * Math.exp(-x * x / 2));
  const count = (n: number) => `${n} of ${draws.length} draws`;
  return {
    kind: "histogram",
    ...{ title, caption, densities, right },
    x: { title: xTitle, domain: [FROM, TO] },
    y: { title: "density", domain: [0, Math.min(4 * TOP, 1.1 * Math.max(TOP, ...densities))] },
    summary: finite.length === 0
      ? "There are no draws of yours to count."
      : `Your ${draws.length} draws have ${
        momentsText(finite)
      }; ${draws.length} correct draws have mean 0 and ` +
        `standard deviation 1, to about ${
          numberText(Number((2 / Math.sqrt(draws.length)).toPrecision(1)))
        }.`,
    notes: [
      ...notes,
      ...finite.length < draws.length
        ? [`${count(draws.length - finite.length)} are NaN or infinite, and are not drawn.`]
        : [],
      ...outside > 0 ? [`${count(outside)} lie outside the picture.`] : [],
    ],
  };
}

function momentsText(draws: readonly number[]): string {
  const { mean, deviation } = summary(draws);
  return `mean ${numberText(Number(mean.toFixed(3)))} and standard deviation ` +
    numberText(Number(deviation.toFixed(3)));
}
