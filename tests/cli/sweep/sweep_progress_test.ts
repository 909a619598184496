import { assertEquals, assertMatch } from "@std/assert";
import { it } from "@std/testing/bdd";
import { SweepProgress } from "../../../lib/cli/sweep/sweep_progress.ts";

it("SweepProgress tells each run's end in a line, with the time left, where there is no terminal", () => {
  const notes: string[] = [];
  const note = (line: string) => void notes.push(line);
  const terminal = { say: () => {}, note, interactive: false, bar: false };
  const progress = new SweepProgress(terminal, { runs: 10, epochs: 12 }, () => 0);
  progress.ended("a", 2, "loss 1.000");
  progress.ended("b", 10, "no such file");
  progress.stop();
  assertMatch(notes[0], /^\[ 1\/10\] a: loss 1\.000; about \d+ s left$/);
  assertEquals(notes.slice(1), ["[ 2/10] b: no such file"]);
});
