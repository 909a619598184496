import type { JudgedStage } from "../../experiment/blame/blame_stages.ts";
import { STAGES } from "../../experiment/blame/train_stages.ts";
import { SIGNIFICANT } from "../../experiment/cures/compare_methods.ts";
import { holm } from "../../math/holm.ts";
import { pairedDifference } from "../../math/paired_difference.ts";
import { summary } from "../../math/summary.ts";
import { table } from "../table.ts";
import type { JudgedBy } from "./blame_lines.ts";
import { NO_GAIN } from "../../measure/collapse_state.ts";

/** The stages of some runs: a row for each head and stage, means over the seeds with their standard deviations. */
export function stageLines(stages: readonly JudgedStage[], by: JudgedBy): string[] {
  const heads = [...new Set(stages.map(({ head }) => head))];
  const groups = heads.flatMap((head) =>
    STAGES.flatMap((stage) => {
      const runs = stages.filter((each) => each.head === head && each.stage === stage);
      return runs.length > 0 ? [{ head, stage, runs }] : [];
    })
  );
  const spread = (values: readonly number[], digits = 2) => {
    const { mean, deviation, n } = summary(values);
    return mean.toFixed(digits) + (n > 1 ? ` ± ${deviation.toFixed(digits)}` : "");
  };
  const of = (runs: readonly JudgedStage[], images: "training" | "test") => [
    spread(runs.map(({ measured }) => mean(measured[images].encoder.loss))),
    spread(runs.map(({ measured }) => mean(measured[images].refined.loss))),
    spread(runs.map(({ shares }) => shares[images].encoder.mean)),
    spread(runs.map(({ shares }) => shares[images].decoder.mean)),
  ];
  const losses = groups.map(({ head, stage, runs }) => [
    ...[`${head}, ${stage}`, `${runs.length}`, placeOf(runs)],
    ...of(runs, "training"),
    counted(runs.map(({ verdict }) => verdict)),
  ]);
  const held = groups.map(({ head, stage, runs }) => [`${head}, ${stage}`, ...of(runs, "test")]);
  const units = groups.map(({ head, stage, runs }) => {
    const all = runs.flatMap(({ units }) => units);
    const sleeping = all.filter(({ sleeping }) => sleeping);
    const share = (n: number) => n === 0 ? "-" : `${n}`;
    return [
      ...[`${head}, ${stage}`, `${all.length}`, share(sleeping.length)],
      share(sleeping.filter(({ flat }) => flat).length),
      ...(["encoder", "undecided", "both", "decoder"] as const)
        .map((culprit) => share(sleeping.filter((unit) => unit.culprit === culprit).length)),
      share(all.filter((unit) => !unit.sleeping && unit.culprit === "encoder").length),
      ...(["encoder", "refined"] as const).flatMap((which) =>
        (["kl", "information"] as const).map((nats) =>
          spread(runs.map(({ measured }) => measured.training[which][nats]))
        )
      ),
    ];
  });
  return [
    ...table([
      ["training images", "n", "at", "loss", "refined", "encoder's share", "decoder's share"]
        .concat("to blame"),
      ...losses,
    ]),
    "",
    ...table([
      ["held-out images", "loss", "refined", "encoder's share", "decoder's share"],
      ...held,
    ]),
    "",
    ...table([
      ["units of all seeds", "n", "sleep", "flat", "wake", "unsure", "little", "sleep on"]
        .concat("misplaced", "KL", "I(x; z)", "refined KL", "I(x; z)"),
      ...units,
    ]),
    "",
    ...legend(stages, by),
    ...comparisonLines(stages),
  ];
}

function legend(
  [{ measured: { training, test, klWeight } }]: readonly JudgedStage[],
  { best, meanImageError }: JudgedBy,
): string[] {
  return [
    `Loss: squared error + ${klWeight} KL per image, on the first ${training.encoder.loss.length} training and ${test.encoder.loss.length} held-out images; mean ±`,
    "standard deviation over n seeds. Refined: each image's posterior optimised, the decoder held fixed. Encoder's share:",
    "what that gains. Decoder's share: what is left to the best known loss, with refined posteriors there too, that of",
    `${best}. To blame, of n runs: whose share is above ${
      (NO_GAIN * meanImageError).toFixed(2)
    } (1 % of the mean image's error) and`,
    "significant over the images. Of the best known run itself the decoder's share is 0 by definition.",
    "Sleep: not in use (0.01 nats, and a mean that varies). Flat: of these, those on which the output hardly depends.",
    "Wake, little, sleep on: what a sleeping unit does when it alone is refined (it tells more than 0.1 nats of its image,",
    "less, or nothing; unsure: within two standard errors of 0.1). Misplaced: in use, but refining it alone gains as much",
    "as counts. I(x; z): what a code tells of which of these images it came from; the rest of the KL moves all images alike.",
  ];
}

/** Whether the heads differ: paired over the seeds that both have. */
function comparisonLines(stages: readonly JudgedStage[]): string[] {
  const [a, b] = ["leaky", "linear"].map((head) => stages.filter((one) => one.head === head));
  const tests = STAGES.flatMap((stage) =>
    (["encoder", "decoder"] as const).flatMap((share) => {
      const pairs = a.filter((one) => one.stage === stage).flatMap((one) => {
        const other = b.find(({ stage, seed }) => stage === one.stage && seed === one.seed);
        return other ? [[one, other].map(({ shares }) => shares.training[share].mean)] : [];
      });
      if (pairs.length < 2) return [];
      const difference = pairedDifference(pairs.map(([x]) => x), pairs.map(([, y]) => y));
      return [{ stage, share, n: pairs.length, ...difference }];
    })
  );
  if (tests.length === 0) return [];
  const corrected = holm(tests.map(({ p }) => p));
  return [
    "",
    "Leaky heads minus linear heads, paired over the seeds (± half of the 95 % interval; p: paired t test, Holm's correction):",
    ...table(tests.map(({ stage, share, n, mean, halfWidth }, i) => [
      `  ${stage}, ${share}'s share`,
      `n = ${n}`,
      `${mean.toFixed(2)} ± ${halfWidth.toFixed(2)}`,
      corrected[i] < 1e-4 ? "p < 0.0001" : `p ${corrected[i].toPrecision(2)}`,
      corrected[i] < SIGNIFICANT ? "" : "not told apart",
    ])),
  ];
}

/** `epoch 1, batch 52`, or the range of batches over the seeds. */
function placeOf(runs: readonly JudgedStage[]): string {
  const batches = runs.map(({ batch }) => batch);
  const [low, high] = [Math.min(...batches), Math.max(...batches)];
  return `epoch ${runs[0].epoch}, batch ${low === high ? low : `${low} to ${high}`}`;
}

/** `4 decoder, 1 both`. */
function counted(words: readonly string[]): string {
  return [...new Set(words)].sort()
    .map((word) => `${words.filter((other) => other === word).length} ${word}`).join(", ");
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
