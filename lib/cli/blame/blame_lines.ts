import type { JudgedModel } from "../../experiment/blame/judge_models.ts";
import { EPSILONS, type RefinedImages } from "../../experiment/blame/measure_blame.ts";
import { verdictWords } from "../../experiment/blame/verdict_words.ts";
import { AWAKE, type Share, shareWeight } from "../../experiment/blame/verdicts.ts";
import { ACTIVE_VARIANCE, NO_GAIN, USED_KL } from "../../measure/collapse_state.ts";
import { table } from "../table.ts";
import { wrapped } from "../wrapped.ts";

/** What all models were judged by. */
export interface JudgedBy {
  /** Whose loss is the best known. */
  readonly best: string;
  /** The error of the mean image. */
  readonly meanImageError: number;
}

/** Characters of a line, at most. */
const WIDTH = 118;

/** The nats for which the table of the (epsilon, delta)-collapse has a column. */
const COLUMNS = [0.001, 0.01, 0.1, 0.501, 1];

/** The losses and shares of models, a row for each on the training images and one on others; then their units. */
export function blameLines(models: readonly JudgedModel[], by: JudgedBy): string[] {
  return [
    ...shareTable(models),
    "",
    ...explained(models[0], by),
    ...models.flatMap((model) => ["", ...unitLines(model)]),
    "",
    ...models.flatMap((model) => wrapped(`${model.name}: ${verdictText(model, by)}`, WIDTH)),
  ];
}

/** `the encoder is to blame`, and what is not known. */
export function verdictText(
  { verdict, bestKnown, shares, measured, units }: JudgedModel,
  { meanImageError }: Pick<JudgedBy, "meanImageError">,
): string {
  const { encoder, decoder } = shares.training;
  const unclear = (share: Share) => shareWeight(share, meanImageError) === "unclear";
  const more =
    `not told apart with ${measured.training.encoder.loss.length} images; refine more (--refined)`;
  const clauses: string[] = [];
  if (verdict === "undecided") clauses.push(more);
  else if (verdict === "both") clauses.push("both are to blame");
  else if (verdict !== "neither") clauses.push(`the ${verdict} is to blame`);
  else clauses.push(bestKnown ? "the encoder is not to blame" : "neither is to blame");
  if (verdict === "encoder" && unclear(decoder)) {
    clauses.push(`whether the decoder is, too, is ${more}`);
  }
  if (verdict === "decoder" && unclear(encoder)) {
    clauses.push(`whether the encoder is, too, is ${more}`);
  }
  if (bestKnown) {
    clauses.push(
      "the decoder's share is unknown: there is no better run to compare with (--reference)",
    );
  }
  const deaf = units.filter(({ culprit }) => culprit === "decoder").length;
  if (deaf > 0 && verdict !== "decoder" && verdict !== "both") {
    clauses.push(`for ${deaf} of its ${units.length} units the decoder is to blame`);
  }
  return clauses.join("; ");
}

function shareTable(models: readonly JudgedModel[]): string[] {
  const rows = models.flatMap(({ name, measured, shares, verdict, bestKnown }) =>
    (["training", "test"] as const).map((images) => {
      const { encoder, refined } = measured[images];
      const { encoder: first, decoder: second } = shares[images];
      return [
        ...[images === "training" ? name : "", images],
        ...[mean(encoder.loss).toFixed(2), encoder.kl.toFixed(2), encoder.information.toFixed(2)],
        ...[mean(refined.loss).toFixed(2), refined.kl.toFixed(2), refined.information.toFixed(2)],
        ...[shareText(first), bestKnown ? "unknown" : shareText(second)],
        images === "training" ? verdictWords({ verdict, bestKnown }) : "",
      ];
    })
  );
  return table([
    ["", "images", "loss", "KL", "I(x; z)", "refined", "KL", "I(x; z)", "encoder's share"]
      .concat("decoder's share", "to blame"),
    ...rows,
  ], 2);
}

function shareText({ mean, standardError }: Share): string {
  return `${mean.toFixed(2)} ± ${standardError.toFixed(2)}`;
}

function explained(model: JudgedModel, { best, meanImageError }: JudgedBy): string[] {
  const { training, test, klWeight } = model.measured;
  const count = ({ encoder }: RefinedImages) => encoder.loss.length;
  return [
    `Loss: reconstruction + ${klWeight} KL per image, on the first ${
      count(training)
    } training images and ${count(test)} others.`,
    "Refined: the posterior of each image optimised by gradient, the decoder held fixed. Encoder's share: what the",
    "loss gains by that. Decoder's share: what is left to the best known loss, with refined posteriors there too, that of",
    `${best}. ± standard error over the images. A share counts from ${
      (NO_GAIN * meanImageError).toFixed(2)
    } on (1 % of the mean`,
    "image's error), if it is significant in a paired t test (Holm's correction for the two shares); it is not told apart,",
    "if it does not count and what is two standard errors larger would. Unknown: no better run is there to compare with.",
    `I(x; z): what a code tells of which of the images it came from, at most log ${
      count(training)
    } = ${Math.log(count(training)).toFixed(2)} nats; the rest of the`,
    "KL moves all images alike.",
  ];
}

/** What is known of each unit of a model. */
export function unitLines({ name, measured, units }: JudgedModel): string[] {
  const { training: { steps, converged, lastGain, chosen } } = measured;
  const [columns, indices] = [
    COLUMNS.map((epsilon) => `δ at ${Number(epsilon.toPrecision(1))}`),
    COLUMNS.map((epsilon) => EPSILONS.indexOf(epsilon)),
  ];
  return [
    `${name}, unit by unit:`,
    ...table([
      ["unit", "KL", "refined", "alone", "tells", "gain alone", "p", "", "to blame"],
      ...measured.units.map((unit, i) => [
        ...[`${i}`, nats(unit.kl), nats(unit.refinedKl), nats(unit.aloneKl)],
        `${unit.aloneInformation.toFixed(3)} ± ${unit.aloneInformationError.toFixed(3)}`,
        `${unit.gain.toFixed(3)} ± ${unit.standardError.toFixed(3)}`,
        unit.p < 1e-4 ? "< 0.0001" : unit.p.toPrecision(2),
        [units[i].sleeping ? "sleeps" : "", units[i].flat ? "flat" : ""].filter(Boolean).join(", "),
        units[i].culprit,
      ]),
    ]),
    ...table([
      ["unit", "output variance", "error sd", "capacity", ...columns],
      ...measured.units.map((unit, i) => [
        ...[`${i}`, small(unit.outputVariance), small(unit.errorDeviation), nats(unit.capacity)],
        ...indices.map((at) => unit.delta[at].toFixed(3)),
      ]),
    ]),
    `Refined in ${steps} steps (${converged ? "converged" : "not converged"}: the last 25 gained ${
      lastGain.toFixed(4)
    }); ended best from the encoder's`,
    `posterior, the prior, the best of 128 codes: ${chosen.join(", ")} images.`,
  ];
}

/** What the columns of the units are. */
export function unitLegend(): string[] {
  return [
    "KL: nats under the encoder; refined: with all units refined; alone: with this unit alone refined, which gains the",
    "loss its gain (p: paired t test, Holm's correction for the units); it then tells so many nats of the image. Output",
    "variance: of the decoder's pixels, summed, as this unit alone varies over the prior; error sd: of the reconstruction",
    "error then. Capacity: the nats that a linear decoder carries for which that variance, against its own noise, is as",
    `large; flat: below ${USED_KL}. δ at ε: the unit is (ε, δ)-collapsed from that δ on.`,
    `A unit sleeps if it has at most ${USED_KL} nats, or a mean that does not vary over the images (by ${ACTIVE_VARIANCE}). It wakes`,
    `if it does not, once refined alone, and gains significantly, and at least what ${USED_KL} nats cost: the encoder is to blame`,
    `if it then tells more than ${AWAKE} nats, both are if it tells less; undecided: within two standard errors of that. If it`,
    "sleeps on, the decoder is; so it is for a unit in use that is flat, whose nats are wasted.",
  ];
}

function nats(value: number): string {
  return Math.abs(value) < 5e-5 ? "0" : value < 0.1 ? value.toFixed(4) : value.toFixed(2);
}

function small(value: number): string {
  return value === 0 ? "0" : value >= 0.1 ? value.toFixed(2) : value.toPrecision(2);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
