import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { collapse } from "../../lib/experiment/collapse.ts";
import { trainTask } from "../../lib/experiment/train_task.ts";
import { DataSet } from "../../lib/data/data_set.ts";
import { parseRunRecord } from "../../lib/run/parse_run_record.ts";
import { prepareRun } from "../../lib/run/prepare_run.ts";
import { Session } from "../../lib/run/session.ts";
import { TrainingRun } from "../../lib/run/training_run.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds } from "../needs.ts";

/** The KL weight of each batch of a run of two epochs of two batches, in which `act` may change something. */
async function weights(
  out: string,
  act: (session: Session, batch: number) => void,
): Promise<number[]> {
  const options = {
    epochs: 2,
    images: 256,
    backend: "wasm",
    threads: 1,
    out,
    force: true,
  } as const;
  using session = await Session.start(collapse, options);
  const found: number[] = [];
  for await (const event of session.events()) {
    if (event.kind !== "batch") continue;
    found.push(event.klWeight);
    act(session, found.length);
  }
  await session.finish(await session.assess());
  return found;
}

itNeeds(
  ["read", "write"],
  "changeBeta() counts from the next batch on, and run.json notes it",
  async () => {
    const out = await Deno.makeTempDir();
    const found = await weights(out, (session, batch) => {
      if (batch === 1) session.changeBeta(4);
      if (batch === 2) session.changeBeta(4); // which it is already
      if (batch === 3) session.changeBeta(0.5);
    });
    assertEquals(found, [1, 4, 4, 0.5]);
    const record = parseRunRecord(await Deno.readTextFile(`${out}/run.json`));
    assertEquals(record.changes, [{ epoch: 1, batch: 1, beta: 4 }, {
      epoch: 2,
      batch: 1,
      beta: 0.5,
    }]);
    assertEquals(record.options.beta, 0.5);

    // After an epoch's last batch, the change is the next epoch's.
    const late = await weights(out, (session, batch) => {
      if (batch === 2) session.changeBeta(2);
      if (batch === 1) assertThrows(() => session.changeBeta(-1), RangeError, "beta must be");
    });
    assertEquals(late, [1, 1, 2, 2]);
    const again = parseRunRecord(await Deno.readTextFile(`${out}/run.json`));
    assertEquals(again.changes, [{ epoch: 2, batch: 0, beta: 2 }]);

    // A run without a change says nothing of changes.
    assertEquals(await weights(out, () => {}), [1, 1, 1, 1]);
    assertEquals("changes" in JSON.parse(await Deno.readTextFile(`${out}/run.json`)), false);
    await Deno.remove(out, { recursive: true });
  },
);

itNeeds(
  ["read", "write"],
  "events() halts after an event only when the epoch's checkpoint is there",
  async () => {
    const out = await Deno.makeTempDir();
    const options = { epochs: 2, images: 256, backend: "wasm", threads: 1, out } as const;
    using session = await Session.start(collapse, options);
    const halts: string[] = [];
    async function halt({ kind }: { kind: string }): Promise<void> {
      const checkpoint = await session.folder.readCheckpoint();
      halts.push(`${kind}, ${checkpoint?.record.epochs.length ?? 0} epochs kept`);
    }
    for await (const _ of session.events(undefined, halt));
    assertEquals(halts, [
      "batch, 0 epochs kept",
      "batch, 0 epochs kept",
      "epoch, 1 epochs kept",
      "batch, 1 epochs kept",
      "batch, 1 epochs kept",
      "epoch, 2 epochs kept",
    ]);
    await Deno.remove(out, { recursive: true });
  },
);

itNeeds(
  ["read", "write"],
  "a run with free bits or InfoVAE, which minimises another loss, is not compared with the best linear VAE",
  async () => {
    const out = await Deno.makeTempDir();
    const options = {
      epochs: 1,
      images: 256,
      backend: "wasm",
      threads: 1,
      out,
      force: true,
    } as const;
    const others = [{ freeBits: 0 }, { freeBits: 0.5 }, { objective: "infovae" }] as const;
    for (const [i, other] of others.entries()) {
      using session = await Session.start(trainTask, { ...options, ...other });
      for await (const _ of session.events());
      const { linearOptimum, linearUnits, accident } = await session.assess();
      const compared = [linearOptimum, linearUnits, accident].map((value) => value !== undefined);
      assertEquals(compared, [0, 0, 0].map(() => i === 0));
    }
    await Deno.remove(out, { recursive: true });
  },
);

itNeeds(["read", "write"], "a run without test images is judged, and not tested", async () => {
  const out = await Deno.makeTempDir();
  const options = { epochs: 1, images: 256, backend: "wasm", threads: 1, out } as const;
  const prepared = await prepareRun(collapse, options, () => {});
  using run = new TrainingRun({ ...prepared, test: undefined });
  await run.begin();
  for await (const _ of run.events());
  await run.finish(await run.assess());
  const record = parseRunRecord(await Deno.readTextFile(`${out}/run.json`));
  assertEquals("test" in record.epochs[0], false);
  assertEquals(record.verdict?.state, "collapsed");
  await Deno.remove(out, { recursive: true });
});

itNeeds(
  ["read", "write"],
  "changeBeta() refuses a weight that the run cannot have, and the run goes on as it was",
  async () => {
    const out = await Deno.makeTempDir();
    using session = await Session.start(trainTask, {
      ...{ epochs: 1, images: 384, backend: "wasm", threads: 1, out },
      ...{ objective: "iwae", samples: 2 },
    });
    const found: number[] = [];
    for await (const event of session.events()) {
      if (event.kind !== "batch") continue;
      found.push(event.klWeight);
      if (found.length === 1) {
        assertThrows(
          () => session.changeBeta(0),
          UserError,
          "`beta` 0 cannot be combined with `objective` iwae: the weight of the KL term is twice the decoder's " +
            "variance there, and must be above 0 from the first batch on. `beta` stays 1; choose another value.",
        );
      } else session.changeBeta(0.5);
    }
    assertEquals(session.changes, [{ epoch: 1, batch: 2, beta: 0.5 }]);
    assertEquals(found, [found[0], found[0], found[0] / 2]);
    await Deno.remove(out, { recursive: true });
  },
);

itNeeds(
  ["read", "write"],
  "pixels are binarised by a stream of their own: neither that of the weights, nor that of the next run",
  async () => {
    const out = await Deno.makeTempDir();
    const start = async (seed: number) => {
      const options = {
        epochs: 1,
        images: 256,
        backend: "wasm" as const,
        threads: 1,
        out,
        force: true,
        seed,
      };
      const prepared = await prepareRun(trainTask, { ...options, binarise: "fixed" }, () => {});
      const { data, test } = prepared;
      // Uniform gray pixels, as many as the first weights' random numbers.
      const gray = (images: DataSet) =>
        new DataSet("gray", images.labels, new Uint8Array(images.pixels.length).fill(128), images);
      using run = new TrainingRun({ ...prepared, data: gray(data), test: test && gray(test) });
      const state = run.vae.stateDict();
      return {
        pixels: run.data.pixels,
        test: run.test!.pixels.subarray(0, run.data.pixels.length),
        weights: Object.values(state).flatMap(({ values }) => [...values]),
      };
    };
    const [own, next, again] = [await start(0), await start(1), await start(0)];
    assertEquals(again.pixels, own.pixels);
    assertNotEquals(next.pixels, own.pixels);
    // Each weight is uniform, and drawn in the state's order: of one stream, a low draw would be a white pixel.
    const white = (pixels: Uint8Array) => (i: number) => pixels[i] > 0 ? 1 : -1;
    const correlation = (a: (i: number) => number, b: (i: number) => number, n: number) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += a(i) * b(i);
      return sum / Math.sqrt(n); // of independent signs about standard normal
    };
    const n = own.weights.length;
    const sign = (weights: number[]) => (i: number) => Math.sign(weights[i]);
    const pairs = {
      weights: [white(own.pixels), sign(own.weights)],
      "the next run's weights": [white(own.test), sign(next.weights)],
      "the next run's pixels": [white(own.test), white(next.pixels)],
      "test pixels": [white(own.pixels), white(own.test)],
    } as const;
    for (const [name, [a, b]] of Object.entries(pairs)) {
      const found = correlation(a, b, Math.min(n, own.pixels.length));
      assert(Math.abs(found) < 5, `${name}: ${found}`);
    }
    await Deno.remove(out, { recursive: true });
  },
);
