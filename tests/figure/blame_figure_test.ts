import { assert, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { blameFigure } from "../../lib/figure/blame_figure.ts";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds, type Right } from "../needs.ts";

const CANVAS: Right[] = ["read", "write", "ffi", "env", "sys"];

const epsilons = Array.from({ length: 41 }, (_, i) => 10 ** (i / 10 - 3));

/** A model with these nats under the encoder, refined, and as the decoder's capacity. */
function model(name: string, verdict: string, nats: readonly [number, number, number][]) {
  const share = (mean: number) => ({ mean, standardError: 0.1 });
  return {
    ...{ name, verdict },
    shares: { training: { encoder: share(1.5), decoder: share(12) } },
    units: nats.map(([kl]) => ({ sleeping: kl < 0.01 })),
    measured: {
      units: nats.map(([kl, refinedKl, capacity]) => ({
        ...{ kl, refinedKl, capacity },
        delta: epsilons.map((epsilon) => Math.exp(-epsilon / (kl + 1e-9))),
      })),
    },
  };
}

itNeeds(
  CANVAS,
  "blameFigure() shows what the encoder gives and what the decoder takes",
  async () => {
    const canvas = await blameFigure({
      ...{ title: "Made up", note: "Seed 0", epsilons },
      models: [
        model("leaky heads, start", "decoder", [[0, 0, 0], [0.001, 0.002, 0.0005], [
          0.003,
          0.2,
          0.1,
        ]]),
        model("leaky heads, end", "encoder", [[2, 2.1, 1.9], [0, 0.8, 0.7], [0.5, 0.4, 0.6]]),
      ],
    }, { scale: 1 });
    await comparePicture(canvas, "fixtures/figures/blame.png");
  },
);

itNeeds(
  CANVAS,
  "blameFigure() has at most 12 rows and 16 units, whatever it is given",
  async () => {
    const nats = Array.from({ length: 64 }, (_, i): [number, number, number] => [i / 10, 1, 1]);
    const drawn = (count: number) =>
      blameFigure({
        ...{ title: "many", epsilons },
        models: Array.from({ length: count }, (_, i) => model(`model ${i}`, "both", nats)),
      }, { scale: 1 });
    const [few, many] = [await drawn(12), await drawn(40)];
    assert(many.height < few.height + 40, `${many.height} pixels high, ${few.height} of 12 models`);
    assert(many.width < 1000, `${many.width} pixels wide`);
  },
);

it("blameFigure() refuses a figure of nothing", async () => {
  await assertRejects(
    () => blameFigure({ title: "", models: [], epsilons }),
    RangeError,
    "got none",
  );
});
