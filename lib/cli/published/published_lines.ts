import {
  CURVE_IMAGES,
  CURVE_SAMPLES,
  type CurvePoint,
} from "../../experiment/published/learning_curve.ts";
import { FEW_SAMPLES, type MeasuredBound } from "../../experiment/published/measure_bound.ts";
import { type Protocol, PUBLISHED_SAMPLES } from "../../experiment/published/protocols.ts";
import { stagedLearningRate } from "../../train/staged_learning_rate.ts";
import { table } from "../table.ts";
import { wrapped } from "../wrapped.ts";
import { lineWidth } from "../line_width.ts";

/** What a run came to. */
export interface PublishedRun {
  readonly protocol: Protocol;
  readonly curve: readonly CurvePoint[];
  readonly measured: MeasuredBound;
  readonly epochs: number;
  readonly images: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Seconds of all training steps. */
  readonly trained: number;
  /** Seconds of the final bound. */
  readonly measuring: number;
  readonly backend: string;
}

/** The run's curve, its bound, and the published number beside it, with what differs. */
export function publishedLines(run: PublishedRun): string[] {
  const { protocol, curve, measured, learningRate } = run;
  const { bySamples, all, gain, estimate, standardError } = measured;
  const most = bySamples[bySamples.length - 1].samples;
  const bound = ({ samples, images, nats, standardError }: typeof all) => [
    ...[count(samples), count(images), nats.toFixed(2), standardError.toFixed(2)],
  ];
  return [
    "",
    `The bound of -log p(x) on the first ${
      count(Math.min(all.images, CURVE_IMAGES))
    } test images while training, K = ` +
    `${CURVE_SAMPLES}, nats:`,
    ...indented(table([
      ["epoch", "learning rate", "bound"],
      ...curve.map(({ epoch, nats }) => [
        ...[`${epoch}`, (learningRate * stagedLearningRate(epoch)).toPrecision(3), nats.toFixed(2)],
      ]),
    ], 0)),
    "",
    "How it depends on the number of codes drawn for each image, K (± is the images' scatter), on " +
    (bySamples[0].images < all.images ? "images drawn at random and on all:" : "all images:"),
    ...indented(
      table([["K", "images", "bound", "±"], ...bySamples.map(bound), bound(all)], 0),
    ),
    "",
    `From K = ${count(FEW_SAMPLES)} to ${count(most)} it gains ${gain.estimate.toFixed(3)} ± ` +
    `${gain.standardError.toFixed(3)} nats, image by image. So for ${
      count(all.images)
    } test images:`,
    ...indented(table([
      ["", "-log p(x), nats", "K"],
      ["ours", `${estimate.toFixed(2)} ± ${standardError.toFixed(2)}`, count(most)],
      [`published: ${protocol.title}`, protocol.published.toFixed(2), count(PUBLISHED_SAMPLES)],
      ...protocol.repeated.map(({ by, nats }) => [
        ...[`repeated: ${by}`, nats.toFixed(2), count(PUBLISHED_SAMPLES)],
      ]),
      ["gap to the published", (estimate - protocol.published).toFixed(2), ""],
    ])),
    `(${protocol.source}.)`,
    `Training steps took ${count(Math.round(run.trained))} s, measuring ${
      count(Math.round(run.measuring))
    } s, on ${run.backend}.`,
    "",
    ...differences(run, most).flatMap((line) => wrapped(line, lineWidth())),
  ];
}

/** What differs from the published training. */
function differences(
  { protocol, measured, epochs, images, batchSize }: PublishedRun,
  most: number,
): string[] {
  const lines = [];
  if (epochs < protocol.epochs) {
    lines.push(
      `Trained for ${count(epochs)} of ${count(protocol.epochs)} epochs (${
        (100 * epochs / protocol.epochs).toFixed(1)
      } %). How much of the gap is due to that is not measured.`,
    );
  }
  if (batchSize !== 20) lines.push(`Batches of ${batchSize} images, not of 20.`);
  if (images !== 60_000) {
    lines.push(`${count(images)} training images; the published code keeps 59,600 of 60,000.`);
  }
  if (measured.all.images !== 10_000) {
    lines.push(`${count(measured.all.images)} test images, not 10,000.`);
  }
  if (most < PUBLISHED_SAMPLES) {
    lines.push(`K = ${count(most)} in the bound, not ${count(PUBLISHED_SAMPLES)}.`);
  }
  lines.push(
    "Other than there: the decoder's last biases begin at 0, not at the mean image's logits; the KL term is its closed " +
      "form, not a sample; Adam's second moments begin at 0, not at 1; the test images are binarised once.",
  );
  return lines;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** `5,000` */
function count(n: number): string {
  return n.toLocaleString("en-US");
}
