import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { blameLines, unitLegend } from "../../lib/cli/blame/blame_lines.ts";
import { stageLines } from "../../lib/cli/blame/stage_lines.ts";
import type { Head, JudgedStage } from "../../lib/experiment/blame/blame_stages.ts";
import { judgeModels, LINEAR } from "../../lib/experiment/blame/judge_models.ts";
import { EPSILONS, type MeasuredModel } from "../../lib/experiment/blame/measure_blame.ts";
import type { StageName } from "../../lib/experiment/blame/train_stages.ts";

/** A model of two units: one in use, one that sleeps and wakes. Its images have losses around these. */
function measured(encoder: number, refined: number, told = 1): MeasuredModel {
  const losses = (mean: number) => ({
    loss: Array.from({ length: 10 }, (_, i) => mean + (i - 4.5) / 10),
    ...{ reconstruction: mean - 2, kl: 2, klPerUnit: [2, 0], varianceOfMu: [0.9, 0] },
    information: 1.5,
  });
  const images = {
    ...{ encoder: losses(encoder), refined: losses(refined), steps: 300, converged: true },
    ...{ lastGain: 0.001, chosen: [5, 3, 2] },
  };
  const unit = {
    ...{ kl: 2, varianceOfMu: 0.9, refinedKl: 2, aloneKl: 2, aloneVariance: 0.9, p: 1 },
    ...{
      aloneInformation: 1,
      aloneInformationError: 0.02,
      gain: 0,
      standardError: 0.1,
      outputVariance: 3,
      errorDeviation: 2,
    },
    ...{ capacity: 0.97, delta: EPSILONS.map(() => 0.5) },
  };
  const sleeping: MeasuredModel["units"][number] = {
    ...unit,
    kl: 0,
    varianceOfMu: 0,
    aloneKl: 0.4,
    gain: 0.3,
    p: 0.001,
    aloneInformation: told,
  };
  return { klWeight: 1, training: images, test: images, units: [unit, sleeping] };
}

const known = [{
  ...{ name: LINEAR, training: measured(30, 30).training.refined.loss },
  test: measured(30, 30).training.refined.loss,
}];

it("blameLines() tells shares, units and verdict of each model", () => {
  const { judged, best } = judgeModels(
    [{ name: "first", measured: measured(40, 37) }, { name: "second", measured: measured(30, 30) }],
    { known, meanImageError: 50 },
  );
  const lines = [
    ...blameLines(judged, { best: best.name, meanImageError: 50 }),
    ...unitLegend(),
  ];
  const text = lines.join("\n");
  assertMatch(text, /^first +training +40\.00 .* 3\.00 ± 0\.00 +7\.00 ± 0\.00 +both$/m);
  assertStringIncludes(text, "first: both are to blame");
  assertStringIncludes(text, "second: the encoder is not to blame; the decoder's share is unknown");
  assertMatch(text, /^1 +0 .* 1\.000 ± 0\.020 .* sleeps +encoder$/m);
  assertStringIncludes(text, "5, 3, 2 images");
  assert(lines.every(({ length }) => length <= 130), lines.find(({ length }) => length > 130));
});

it("blameLines() does not acquit the decoder of the best known model, nor anyone by too few images", () => {
  const text = (model: MeasuredModel, references: typeof known = []) => {
    const { judged, best } = judgeModels([{ name: "alone", measured: model }], {
      ...{ known: references, meanImageError: 50 },
    });
    return blameLines(judged, { best: best.name, meanImageError: 50 }).join("\n");
  };
  const alone = text(measured(40, 37));
  assertMatch(alone, /^alone +training .* 3\.00 ± 0\.00 +unknown +encoder or both$/m);
  assertMatch(alone, /^alone: the encoder is to blame; the decoder's share is unknown/m);
  assertMatch(text(measured(37, 37)), /^alone: the encoder is not to blame; the decoder's share/m);

  // A unit on which nothing depends, beside a model that is blamed on its encoder.
  const model = measured(40, 37);
  const [used, sleeping] = model.units;
  const deaf = text({ ...model, units: [used, { ...sleeping, aloneKl: 0 }] });
  assertStringIncludes(
    deaf.replaceAll("\n", " "),
    "for 1 of its 2 units the decoder is to blame",
  );

  const loss = measured(40, 37).training.encoder.loss.map((loss, i) => loss + 10 * (-1) ** i);
  const { training } = measured(40, 37);
  const few = { ...training, encoder: { ...training.encoder, loss } };
  const rough = text({ ...measured(40, 37), training: few });
  assertMatch(rough, /^alone +training .* unknown +not told apart$/m);
  assertMatch(
    rough,
    /^alone: not told apart with 10 images; refine more \(--refined\); the decoder's share/m,
  );
  assert(rough.split("\n").every(({ length }) => length <= 130), rough);
});

it("stageLines() gives means over seeds with their spread, and compares the heads", () => {
  const runs = [[0, 40, 37], [1, 42, 37], [2, 41, 36]].flatMap(([seed, encoder, refined]) =>
    (["leaky", "linear"] as const).map((head) => ({
      ...{ head: head as Head, seed, stage: "end" as StageName, epoch: 6, batch: 469 },
      name: `${head} ${seed}`,
      measured: head === "leaky"
        ? measured(encoder, refined, seed === 1 ? 0.13 : 1)
        : measured(refined + 0.01 * seed, refined),
    }))
  );
  const { judged, best } = judgeModels(runs, { known, meanImageError: 50 });
  const stages = judged.map((model, i): JudgedStage => ({ ...runs[i], ...model }));
  const lines = stageLines(stages, { best: best.name, meanImageError: 50 });
  const text = lines.join("\n");
  assertMatch(
    text,
    /^leaky, end +3 +epoch 6, batch 469 +41\.00 ± 1\.00 +36\.67 ± 0\.58 +4\.33 ± 1\.15 +6\.67 ± 0\.58 +3 both$/m,
  );
  assertMatch(text, /^linear, end +3 .* 3 decoder$/m);
  assertMatch(text, /end, encoder's share +n = 3 +4\.32 ± \d\.\d\d +p 0\.\d+/);
  assertMatch(text, /end, decoder's share +n = 3 +0\.00 ± 0\.00 +p 1\.0 +not told apart/);
  assertMatch(text, /^leaky, end +6 +3 +- +2 +1 +- +- +-/m);
  assert(lines.every(({ length }) => length <= 130), lines.find(({ length }) => length > 130));
  // One seed has no spread, and nothing to compare.
  const one = stageLines(stages.slice(0, 2), { best: best.name, meanImageError: 50 });
  assertEquals(one.some((line) => line.includes("Holm")), false);
});
