import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { anneal } from "../../lib/experiment/anneal.ts";
import { collapse } from "../../lib/experiment/collapse.ts";
import { finishRun } from "../../lib/experiment/finish_run.ts";
import { naive } from "../../lib/experiment/naive.ts";
import { type TrainingInWorker, trainInWorker } from "../../lib/experiment/train_in_worker.ts";
import { Session } from "../../lib/run/session.ts";
import { RunStopped } from "../../lib/run/training_run.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds, type Right } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";

const rights: Right[] = ["read", "write", "ffi"];
const wasm = { backend: "wasm", threads: 1 } as const;

/** The files of a run that do not tell when it was made. */
async function filesOf(folder: string): Promise<Record<string, string>> {
  const names = ["metrics.jsonl", "model.safetensors", "reconstructions.png", "curves.png"];
  const files = names.map(async (name) => {
    const bytes = await Deno.readFile(`${folder}/${name}`);
    return [name, new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex()];
  });
  return Object.fromEntries(await Promise.all(files));
}

/** Waits until a run has trained some batches. */
async function begun({ batches }: TrainingInWorker): Promise<void> {
  const before = batches.length;
  while (batches.length < before + 3) await new Promise((resolve) => setTimeout(resolve, 1));
}

itNeeds(rights, "trainInWorker() trains what a Session does, bit for bit", async () => {
  await withFolder(async (folder) => {
    const options = { ...wasm, images: 300, epochs: 2 };
    const out = [`${folder}/here`, `${folder}/worker`];
    using session = await Session.start(naive, { ...options, out: out[0] });
    for await (const _ of session.events());
    const verdict = await finishRun(session);

    const run = await trainInWorker(naive, { ...options, out: out[1] });
    assertEquals([run.folder, run.backend, run.resumed], [out[1], "wasm", undefined]);
    assertEquals(await run.finished, verdict);
    assertEquals(run.batches, session.batches);
    const withoutTime = ({ seconds: _, ...epoch }: { seconds: number }) => epoch;
    assertEquals(run.epochs.map(withoutTime), session.epochs.map(withoutTime));
    assert(run.epochs[1].test);
    assertEquals(await filesOf(out[1]), await filesOf(out[0]));
  });
});

itNeeds(rights, "a run in a worker that was canceled is resumed to the same end", async () => {
  await withFolder(async (folder) => {
    const options = { ...wasm, images: 3000, epochs: 2 };
    const whole = await trainInWorker(anneal, { ...options, out: `${folder}/whole` });
    await whole.finished;

    const out = `${folder}/parts`;
    const first = await trainInWorker(anneal, { ...options, out });
    await begun(first);
    await first.cancel();
    const error = await assertRejects(() => first.finished, RunStopped);
    assertMatch(error.message, /^the run was stopped (in epoch 1, after \d+ of 24 batches|after)/);
    await first.cancel(); // a second time changes nothing
    await assertRejects(() => trainInWorker(anneal, { ...options, out }), UserError, "unfinished");

    const second = await trainInWorker(anneal, { ...options, out, resume: true });
    assertEquals(second.resumed, error.place);
    assertEquals(second.batches.slice(0, first.batches.length), first.batches);
    await second.finished;
    assertEquals(second.batches, whole.batches);
    assertEquals(await filesOf(out), await filesOf(whole.folder));

    // A finished run has nothing left to train.
    const third = await trainInWorker(anneal, { ...options, out, resume: true });
    await third.finished;
    await third.cancel();
    assertEquals(third.batches, whole.batches);
  });
});

itNeeds(rights, "a collapse in a worker leaves the figures of its task", async () => {
  await withFolder(async (out) => {
    const run = await trainInWorker(collapse, { ...wasm, images: 256, epochs: 1, out });
    await run.finished;
    for (const name of ["stages.png", "timeline.png", "reconstructions-epoch-1.png"]) {
      assert((await Deno.stat(`${out}/${name}`)).size > 1000, name);
    }
  });
});

itNeeds(rights, "trainInWorker() is refused as a Session is", async () => {
  await withFolder(async (out) => {
    await assertRejects(() => trainInWorker(naive, { out, epochs: 0 }), UserError, "`epochs`");
    await assertRejects(
      () => trainInWorker({ ...naive }, { out }),
      TypeError,
      "a worker knows the tasks naive, collapse, anneal and train",
    );
    await assertRejects(
      () => trainInWorker(naive, { out, data: `${out}/nowhere` }),
      UserError,
      "nowhere",
    );
    await Deno.writeTextFile(`${out}/model.safetensors`, "mine");
    const given = { ...wasm, out, images: 128 };
    await assertRejects(() => trainInWorker(naive, given), UserError, "would be lost");
  });
});

itNeeds(rights, "a run in a worker that diverges fails with the user's error", async () => {
  await withFolder(async (out) => {
    const given = { ...wasm, out, images: 256, learningRate: 1e30 };
    const run = await trainInWorker(collapse, given);
    await assertRejects(() => run.finished, UserError, "diverged");
  });
});
