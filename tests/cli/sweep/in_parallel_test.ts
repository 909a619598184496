import { assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { inParallel } from "../../../lib/cli/sweep/in_parallel.ts";

/** Lets everything that is ready have its turn. */
const turn = () => new Promise((resolve) => setTimeout(resolve));

it("inParallel() does every item in order, no more than `jobs` at a time", async () => {
  const { signal } = new AbortController();
  const begun: number[] = [];
  let [now, most] = [0, 0];
  await inParallel([1, 2, 3, 4, 5], { jobs: 2, signal }, async (item) => {
    begun.push(item);
    most = Math.max(most, ++now);
    await turn();
    now--;
  });
  assertEquals([begun, most, now], [[1, 2, 3, 4, 5], 2, 0]);
});

it("inParallel() waits for what is under way before it throws, and begins no more when aborted", async () => {
  const controller = new AbortController();
  const ended: number[] = [];
  const work = async (item: number) => {
    await turn();
    if (item === 1) {
      controller.abort(new Error("stop"));
      throw controller.signal.reason;
    }
    await turn();
    ended.push(item);
  };
  const { signal } = controller;
  await assertRejects(() => inParallel([1, 2, 3, 4], { jobs: 2, signal }, work), Error, "stop");
  assertEquals(ended, [2]);
});
