import type {
  GainPrediction,
  RepairedPrior,
  RepairResults,
  TriedMixture,
} from "../../experiment/prior/repair_prior.ts";
import type { MonteCarloEstimate } from "../../math/monte_carlo.ts";
import { table } from "../table.ts";

/** What is predicted before anything is fitted. */
export function predictionLines({ training, kl }: GainPrediction): string[] {
  return [
    `Predicted: a prior equal to q(z) gains KL(q(z) || N(0, I)) = ${
      nats(training)
    } nats per training image,`,
    `of the KL term's ${kl.toFixed(3)}; whatever is fitted gains at most that, within the error.`,
  ];
}

/** The mixtures that were tried, the chosen one marked. */
export function triedLines(tried: readonly TriedMixture[]): string[] {
  const best = tried.reduce((a, b) => b.heldOut > a.heldOut ? b : a);
  return [
    ...table([
      ["Gaussian mixtures", "steps", "fitted codes", "held-out codes", "seconds", ""],
      ...tried.map((each) => [
        `${each.components} ${each.covariance}`,
        `${each.steps}`,
        each.fitted.toFixed(3),
        each.heldOut.toFixed(3),
        each.seconds.toFixed(1),
        each === best ? "chosen" : "",
      ]),
    ]),
    "",
    "Mean log density in nats per code. Held out: codes of a sixth of the training images; where more components",
    "lower it, no further ones are tried.",
  ];
}

/** What each prior gains, in a table and in words. */
export function gainLines({ prediction, repaired }: RepairResults): string[] {
  return [
    ...table([
      ["nats per image", "gain, training", "share", "still missing", "gain, test", "seconds"],
      ["N(0, I)", "0", "0 %", nats(prediction.training), "0", "-"],
      ...repaired.map(gainRow),
      ["q(z), predicted", nats(prediction.training), "100 %", "0", nats(prediction.test), "-"],
    ]),
    "",
    "Gain over N(0, I): by how much the KL term is smaller. Share: of the predicted gain. Still missing:",
    "KL(q(z) || prior). All ± one standard error over images and their codes; shares and what is missing are",
    "paired, from the same codes. >=: a lower bound, since the second stage's density is bounded, by 100 codes.",
    "On test images q(z) of the training images is one more prior, no bound.",
  ];
}

function gainRow({ title, training, test, bounded, seconds }: RepairedPrior): string[] {
  const { gain, share, remaining } = training;
  const [least, most] = bounded ? [">= ", "<= "] : ["", ""];
  const percent = (value: number) => (100 * value).toFixed(1);
  return [
    title,
    least + nats(gain),
    `${least}${percent(share.estimate)} ± ${percent(share.standardError)} %`,
    most + nats(remaining),
    least + nats(test.gain),
    seconds.toFixed(1),
  ];
}

/** `3.223 ± 0.046`. */
function nats({ estimate, standardError }: MonteCarloEstimate): string {
  return `${estimate.toFixed(3)} ± ${standardError.toFixed(3)}`;
}
