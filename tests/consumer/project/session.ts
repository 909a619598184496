/** Trains into a folder; and into another, where it stops in the middle and is resumed. */
import { finishRun, Session } from "@vae/lab";
import { naive } from "@vae/lab/experiment";
import { readRunRecord, RunStopped } from "@vae/lab/run";

const [data, out] = Deno.args;
const options = { data, epochs: 2, batchSize: 32, backend: "wasm", threads: 1 } as const;

async function uninterrupted() {
  using session = await Session.start(naive, { ...options, out: `${out}/whole` });
  for await (const _ of session.events());
  const { state } = await finishRun(session);
  return { losses: session.batches.map(({ loss }) => loss), state, epochs: session.epochs };
}

async function stopped() {
  using session = await Session.start(naive, { ...options, out: `${out}/stopped` });
  const stop = new AbortController();
  try {
    for await (const event of session.events(stop.signal)) {
      if (event.kind === "batch" && event.epoch === 2 && event.batch === 1) stop.abort();
    }
  } catch (error) {
    if (error instanceof RunStopped) return { place: error.place, kept: session.kept };
    throw error;
  }
}

async function resumed() {
  using session = await Session.start(naive, { ...options, out: `${out}/stopped`, resume: true });
  let trained = 0;
  for await (const event of session.events()) if (event.kind === "batch") trained++;
  const { state } = await finishRun(session);
  const losses = session.batches.map(({ loss }) => loss);
  return { from: session.resumed, trained, losses, state, epochs: session.epochs };
}

const runs = { whole: await uninterrupted(), stopped: await stopped(), resumed: await resumed() };
const { finishedAt, epochs } = await readRunRecord(`${out}/stopped`);
console.log(JSON.stringify({ ...runs, record: { finished: finishedAt !== undefined, epochs } }));
