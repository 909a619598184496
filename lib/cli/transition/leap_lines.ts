import {
  LEAP_CASES,
  type LeapCase,
  type LeapResult,
} from "../../experiment/transition/leap_study.ts";
import { summary } from "../../math/summary.ts";
import { table } from "../table.ts";

/** What came of a leap, and of each remedy, over the seeds. */
export function leapLines(results: readonly LeapResult[], after: number): string[] {
  const seeds = new Set(results.map(({ seed }) => seed)).size;
  const rows = (Object.keys(LEAP_CASES) as LeapCase[]).map((name) => {
    const own = results.filter((result) => result.name === name);
    const of = (field: "logVar" | "kl" | "gradient" | "memory" | "distance") =>
      own.map((result) => result[field]);
    const { mean: loss, deviation } = summary(own.map(({ lossAtEnd }) => lossAtEnd));
    return [
      LEAP_CASES[name].title,
      range(of("logVar"), 1),
      range(of("kl"), 2),
      range(of("gradient"), 2),
      range(of("memory"), 0),
      range(of("distance"), 2),
      own.map(({ activeUnits }) => activeUnits).join(" "),
      summary(own.map(({ klAtEnd }) => klAtEnd)).mean.toFixed(3),
      `${loss.toFixed(2)}${seeds > 1 ? ` ± ${deviation.toFixed(2)}` : ""}`,
    ];
  });
  return [
    `One image with an extreme logVar in one batch, then training at the weight ${after}, ${seeds} ${
      seeds === 1 ? "seed" : "seeds"
    }:`,
    ...table([
      [
        ...["", "largest logVar", "KL of the batch", "gradient", "memory in steps", "distance"],
        ...["active units", "KL at the end", "loss"],
      ],
      ...rows,
    ]).map((line) => `  ${line}`),
    "  gradient: its norm, before clipping, over the median of the 99 batches after it in training without leap or remedy.",
    "  memory: steps until Adam's second moment is what it was, in the median over the parameters. distance: how far the",
    "  parameters went in the 100 steps after it, over the same remedy's without a leap.",
    "  KL and loss: means over the last 100 batches; active units, on 5,000 images, of each seed.",
  ];
}

function range(values: readonly number[], digits: number): string {
  const text = (value: number) =>
    Math.abs(value) >= 1e4 ? value.toExponential(1) : value.toFixed(digits);
  const [low, high] = [text(Math.min(...values)), text(Math.max(...values))];
  return low === high ? low : `${low} to ${high}`;
}
