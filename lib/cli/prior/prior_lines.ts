import type {
  GainPrediction,
  RepairedPrior,
  RepairResults,
  TriedMixture,
} from "../../experiment/prior/repair_prior.ts";
import type { MonteCarloEstimate } from "../../math/monte_carlo.ts";
import { table } from "../table.ts";

/** What is predicted before anything is fitted. */
export function predictionLines({ training, test, kl }: GainPrediction): string[] {
  return [
    `Predicted: a prior equal to q(z) gains KL(q(z) || N(0, I)) = ${
      nats(training)
    } nats per training image,`,
    `of the KL term's ${
      kl.toFixed(3)
    }; whatever is fitted gains at most that, within the error. On test images the same`,
    `q(z) gains ${
      nats(test)
    }. What a prior that knows no image by heart can gain lies between the two.`,
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
  const untrained = repaired.some((each) => shareText(each) === NOT_TRAINED);
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
    ...untrained
      ? [
        "Not trained: the bound says less than N(0, I) does; the second stage takes more steps (--stage-steps) to learn.",
      ]
      : [],
  ];
}

const NOT_TRAINED = "not trained";

/** The share in percent; a second stage whose bound is below N(0, I) has not learnt, and has none. */
function shareText({ training: { share }, bounded }: RepairedPrior): string {
  if (bounded && share.estimate < 0) return NOT_TRAINED;
  const percent = (value: number) => (100 * value).toFixed(1);
  return `${bounded ? ">= " : ""}${percent(share.estimate)} ± ${percent(share.standardError)} %`;
}

function gainRow(repaired: RepairedPrior): string[] {
  const { title, training: { gain, remaining }, test, bounded, seconds } = repaired;
  const [least, most] = bounded ? [">= ", "<= "] : ["", ""];
  return [
    title,
    least + nats(gain),
    shareText(repaired),
    most + nats(remaining),
    least + nats(test.gain),
    seconds.toFixed(1),
  ];
}

/** `3.223 ± 0.046`. */
function nats({ estimate, standardError }: MonteCarloEstimate): string {
  return `${estimate.toFixed(3)} ± ${standardError.toFixed(3)}`;
}
