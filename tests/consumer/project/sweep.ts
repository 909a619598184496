/** Two weights of the KL term, side by side; then two cures. */
import { sweep } from "@vae/lab";
import { cures, type Row, sweepRuns } from "@vae/lab/experiment";

const [data, out] = Deno.args;
const shared = { data, epochs: 1, batchSize: 32, backend: "wasm", threads: 1 } as const;

const runs = sweepRuns([{ axes: { beta: [0.5, 60] }, shared }], `${out}/betas`);
let rows: readonly Row[] = [];
for await (const event of sweep(runs, { out: `${out}/betas` })) {
  if (event.kind === "end" && event.failure) throw new Error(event.failure);
  if (event.kind === "results") rows = event.results.rows;
}

const compared: Record<string, number[]> = {};
const methods = ["constant", "free-bits"] as const;
for await (const event of cures({ methods, seeds: [0], shared, out: `${out}/cures` })) {
  if (event.kind === "end" && event.failure) throw new Error(event.failure);
  if (event.kind !== "results") continue;
  for (const { method, runs } of event.results) {
    compared[method] = runs.map(({ lossAtBetaOne }) => lossAtBetaOne);
  }
}
const files = [...Deno.readDirSync(`${out}/betas`), ...Deno.readDirSync(`${out}/cures`)];
console.log(JSON.stringify({ rows, compared, files: files.map(({ name }) => name) }));
