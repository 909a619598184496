import type { RunCost } from "../../experiment/sweep/run_costs.ts";
import type { Summary } from "../../math/summary.ts";
import { table } from "../table.ts";

/** The runs of the sweep that is estimated. */
const RUNS = 10_000;

/** Cores that it is spread over. */
const CORES = [2, 32, 512];

/** What a run of each kind took, and what a sweep of 10,000 such runs takes. */
export function estimateLines(costs: readonly RunCost[]): string[] {
  const spread = ({ mean, deviation, n }: Summary, digits: number) =>
    mean.toFixed(digits) + (n > 1 ? ` ± ${deviation.toFixed(digits)}` : "");
  // Most sweeps minimise the lab's loss alone, and the tables are wide.
  const others = costs.some((cost) => trainedBy(cost) !== USUAL);
  const kinds = costs.map((cost) => [
    cost.backend,
    cost.hiddenSize === undefined ? cost.architecture : `${cost.architecture} ${cost.hiddenSize}`,
    ...others ? [trainedBy(cost)] : [],
    ...[cost.images, cost.latentSize, cost.batchSize].map(String),
    cost.threads === undefined ? "unknown" : String(cost.threads),
    String(cost.epochs),
  ]);
  const head = [
    ...["backend", "model", ...others ? ["loss"] : []],
    ...["images", "units", "batch", "threads", "epochs"],
  ];
  const measured = costs.map(({ seconds, epochs, bytes }, i) => [
    ...kinds[i],
    String(seconds.n),
    (seconds.mean / epochs).toFixed(2),
    spread(seconds, 1),
    bytes ? (bytes.mean / 1e6).toFixed(2) : "",
  ]);
  const expected = costs.flatMap(({ seconds, threads, bytes }, i) => {
    if (threads === undefined) return []; // nobody knows on how many cores
    const hours = RUNS * seconds.mean * threads / 3600;
    return [[
      ...kinds[i],
      hours.toFixed(0),
      ...CORES.map((cores) => time(hours / cores)),
      bytes ? (RUNS * bytes.mean / 1e9).toFixed(1) : "",
    ]];
  });
  return [
    "Measured: from a run's start to its end, mean ± standard deviation over n runs",
    "",
    ...table([[...head, "n", "s an epoch", "s a run", "MB a run"], ...measured], 2),
    "",
    `Expected of ${RUNS.toLocaleString("en")} such runs, on as many cores of this kind at a time`,
    "",
    ...table([
      [...head, "CPU hours", ...CORES.map((cores) => `on ${cores} cores`), "GB on disk"],
      ...expected,
    ], 2),
  ];
}

/** What is minimised, if nothing else is chosen. */
const USUAL = "elbo";

/** `elbo`, `iwae 50`, `elbo, aggressive 100`: what decides how much there is to compute for a batch. */
function trainedBy({ objective, samples, inference, innerLimit }: RunCost): string {
  const loss = samples === undefined ? objective : `${objective} ${samples}`;
  return inference === "joint" ? loss : `${loss}, ${inference} ${innerLimit ?? ""}`.trimEnd();
}

/** `3.4 h`, `2.1 days`. */
function time(hours: number): string {
  return hours < 48 ? `${hours.toFixed(1)} h` : `${(hours / 24).toFixed(1)} days`;
}
