import { assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { sweep } from "../../../lib/experiment/sweep/sweep.ts";
import { type StartRun, trainAll } from "../../../lib/experiment/sweep/train_all.ts";
import { UserError } from "../../../lib/user_error.ts";
import { itNeeds } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";

/** Lets everything that is ready have its turn. */
const turn = () => new Promise((resolve) => setTimeout(resolve));

const runs = [1, 2, 3, 4, 5].map((seed) => ({
  name: `${seed}`,
  folder: `/nowhere/${seed}`,
  options: { seed },
}));

/** Trains all, and lists what began (`1`) and ended (`-1`, or why it failed) in order. */
async function listed(start: StartRun, jobs: number, signal: AbortSignal, list: string[] = []) {
  for await (const event of trainAll(runs, { start, jobs, signal })) {
    const { run: { name } } = event;
    list.push(event.kind === "begin" ? name : event.failure ?? `-${name}`);
  }
  return list;
}

it("trainAll() trains every run in order, no more than `jobs` at a time, and goes on after a failure", async () => {
  const { signal } = new AbortController();
  let [now, most] = [0, 0];
  const second = Promise.withResolvers<void>();
  const list = await listed(
    async ({ seed, resume }, folder) => {
      assertEquals([folder, resume], [`/nowhere/${seed}`, true]);
      most = Math.max(most, ++now);
      if (seed === 2) second.resolve();
      if (seed === 1) await second.promise; // so it ends only if the second one begins beside it
      await turn();
      now--;
      if (seed === 2) throw new UserError("no room");
    },
    2,
    signal,
  );
  assertEquals([most, now], [2, 0]);
  assertEquals(list.filter((text) => /^\d/.test(text)), ["1", "2", "3", "4", "5"]);
  assertEquals(list.filter((text) => !/^\d/.test(text)).sort(), [
    "-1",
    "-3",
    "-4",
    "-5",
    "no room",
  ]);
});

it("trainAll() waits for what is under way before it throws, and begins no more when aborted", async () => {
  const controller = new AbortController();
  const [begun, ended]: number[][] = [[], []];
  const start: StartRun = async ({ seed }) => {
    begun.push(Number(seed));
    await turn();
    if (seed === 1) {
      controller.abort(new Error("stop"));
      throw controller.signal.reason;
    }
    await turn();
    ended.push(Number(seed));
  };
  await assertRejects(() => listed(start, 2, controller.signal), Error, "stop");
  assertEquals([begun.sort(), ended], [[1, 2], [2]]); // either may begin first
});

it("trainAll() that is aborted between two runs throws the signal's reason", async () => {
  const controller = new AbortController();
  const list: string[] = [];
  const start = () => Promise.resolve(controller.abort(new Error("stop")));
  await assertRejects(() => listed(start, 1, controller.signal, list), Error, "stop");
  assertEquals(list, ["1", "-1"]);
});

itNeeds(["read", "write"], "a sweep in one process trains one run at a time", async () => {
  await withFolder(async (out) => {
    const run = { name: "one", folder: `${out}/one`, options: {} };
    const events = sweep([run], { out, jobs: 2 });
    await assertRejects(() => events.next(), RangeError, "one process trains one run at a time");
  });
});
