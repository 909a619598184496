import { hysteresisSeedsFigure } from "../../lib/figure/hysteresis_seeds_figure.ts";
import { encodePng } from "../../lib/figure/png.ts";
import { transitionFigure } from "../../lib/figure/transition_figure.ts";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds, type Right } from "../needs.ts";

const rights: Right[] = ["read", "write", "env", "ffi"];

itNeeds(
  rights,
  "transitionFigure() draws both sides over theory's curve and over a jump",
  async () => {
    const ratios = [0.8, 0.9, 0.95, 1, 1.05, 1.1];
    const points = (["active", "collapsed"] as const).flatMap((from) =>
      ratios.map((ratio) => ({
        ...{ ratio, from },
        kl: Math.max(0, -Math.log(ratio) / 2) + (from === "active" ? 0.004 : 0),
      }))
    );
    const canvas = await transitionFigure({
      ...{
        title: "A transition, made up",
        subtitle: "Dashed: with a jump of 0.05 nats",
        jump: 0.05,
      },
      panels: [{ title: "one", points }, { title: "another", points: points.slice(0, 6) }],
    }, { scale: 1 });
    await comparePicture(await encodePng(canvas), "fixtures/figures/transition.png");
  },
);

itNeeds(rights, "hysteresisSeedsFigure() draws all seeds and their means", async () => {
  const betas = [0.5, 1, 2, 4, 8, 12];
  const way = (shift: number) =>
    betas.map((beta, i) => ({
      ...{ beta, units: Math.max(0, 6 - i + shift) },
      ...{ kl: Math.max(0, 3 - 0.6 * i + 0.3 * shift), excess: 0.5 * i - shift },
    }));
  const canvas = await hysteresisSeedsFigure({
    title: "Three seeds, made up",
    seeds: [0, 1, 2].map((seed) => ({
      seed: `${seed}`,
      up: way(seed / 3),
      down: way(-1 - seed / 2),
    })),
    theory: betas.map((beta, i) => ({ beta, units: 8 - i, kl: 4 - 0.7 * i })),
    critical: 10.23,
  }, { scale: 1 });
  await comparePicture(await encodePng(canvas), "fixtures/figures/hysteresis-seeds.png");
});
