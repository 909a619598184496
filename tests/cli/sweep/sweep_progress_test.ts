import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { Stop } from "../../../lib/cli/stop.ts";
import { SweepProgress } from "../../../lib/cli/sweep/sweep_progress.ts";
import type { SweepEvent } from "../../../lib/experiment/sweep/sweep.ts";

const run = (name: string, epochs: number) => ({ name, folder: "/nowhere", options: { epochs } });
const todo = [run("a", 2), run("b", 10)];

/** A listener to a sweep, and what it was told. */
function listener(signal: AbortSignal = new AbortController().signal) {
  const notes: string[] = [];
  const note = (line: string) => void notes.push(line);
  const terminal = { say() {}, note, caution() {}, interactive: false, bar: false };
  return { notes, progress: new SweepProgress(terminal, { again: "AGAIN", signal }) };
}

async function* events(...ends: (string | undefined)[]): AsyncGenerator<SweepEvent, void> {
  yield { kind: "plan", runs: todo, todo };
  for (const [i, failure] of ends.entries()) {
    yield { kind: "begin", run: todo[i] };
    yield { kind: "end", run: todo[i], failure, seconds: 3 };
  }
  await Promise.resolve();
}

it("SweepProgress tells each run's end in a line, with the time left, where there is no terminal", async () => {
  const { notes, progress } = listener();
  const passed = await Array.fromAsync(progress.follow(events("it diverged", "no such file")));
  assertEquals(passed.map(({ kind }) => kind), ["plan"]);
  assertMatch(notes[0], /^\[1\/2\] a: it diverged; about \d+ s left$/);
  assertEquals(notes.slice(1), ["[2/2] b: no such file"]);
  assertEquals(progress.failures, ["a: it diverged", "b: no such file"]);
});

it("SweepProgress says how to resume a sweep that is stopped", async () => {
  const stopping = new AbortController();
  const { progress } = listener(stopping.signal);
  async function* stopped() {
    yield* events("it diverged");
    stopping.abort(new Stop("interrupted", 130));
    stopping.signal.throwIfAborted();
  }
  await assertRejects(
    () => Array.fromAsync(progress.follow(stopped())),
    Stop,
    "interrupted with 0 of 2 runs done; those under way keep what they have trained. Resume with: AGAIN",
  );
});
