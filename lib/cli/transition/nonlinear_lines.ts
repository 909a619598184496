import { lossCrossing } from "../../experiment/transition/loss_crossing.ts";
import {
  NONLINEAR_CASES,
  type NonlinearCase,
  type NonlinearData,
  type NonlinearPoint,
} from "../../experiment/transition/nonlinear_study.ts";
import { table } from "../table.ts";

/** Where a VAE that is not linear ends around the critical weight, from both sides. */
export function nonlinearLines(
  { images, eigenvalue, skewness }: NonlinearData,
  points: readonly NonlinearPoint[],
  components: number,
): string[] {
  return [
    `A VAE of one unit with a polynomial decoder and free posteriors, on the first ${components} principal components of ${images}`,
    `images; critical beta ${(2 * eigenvalue).toFixed(4)}, skewness of the first component ${
      skewness.toFixed(3)
    }:`,
    ...(Object.keys(NONLINEAR_CASES) as NonlinearCase[]).flatMap((name) => {
      const own = points.filter((point) => point.name === name);
      const ratios = [...new Set(own.map(({ ratio }) => ratio))];
      const rows = ratios.map((ratio) => {
        const at = own.filter((point) => point.ratio === ratio);
        const cells = (["active", "collapsed"] as const).flatMap((side) => {
          const { kl, gain, settled } = at.find((point) => point.side === side)!;
          return [
            `${kl.toFixed(5)}${settled ? "" : " *"}`,
            gain.toFixed(5).replace("-0.00000", "0.00000"),
          ];
        });
        return [ratio.toFixed(2), Math.max(0, -Math.log(ratio) / 2).toFixed(5), ...cells];
      });
      return [
        "",
        `${NONLINEAR_CASES[name].title}:`,
        ...table([
          [
            ...["beta ratio", "KL linear theory", "KL from active", "loss - collapsed"],
            ...["KL from collapsed", "loss - collapsed"],
          ],
          ...rows,
        ], 0).map((line) => `  ${line}`),
        `  ${verdict(own)}`,
      ];
    }),
    "",
    "* still moving. loss - collapsed: below 0, the collapsed state is not the optimum at this weight.",
  ];
}

function verdict(points: readonly NonlinearPoint[]): string {
  const crossing = lossCrossing(points.filter(({ side }) => side === "active"));
  if (!crossing || crossing.between[1].ratio <= 1) {
    return "At the critical weight and above, no active unit has the smaller loss: no jump is found.";
  }
  const { ratio, kl, between } = crossing;
  const [from, to] = between.map((point) => point.ratio.toFixed(2));
  const moving = between.filter(({ settled }) => !settled).map((point) => point.ratio.toFixed(2));
  return `The losses cross at ratio ${ratio.toFixed(3)}, where the active unit has ${
    kl.toFixed(4)
  } nats: the size of the jump (by interpolation between ${from} and ${to}${
    moving.length > 0 ? `; still moving at ${moving.join(" and ")}` : ""
  }).`;
}
