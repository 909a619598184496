import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { duration, Progress } from "../../lib/cli/progress.ts";

it("duration() rounds to what a reader wants to know", () => {
  assertEquals([0.2, 59.1, 89, 91, 400].map(duration), ["1 s", "60 s", "89 s", "2 min", "7 min"]);
});

/** The notes of a run of epochs of `batches` batches, without a terminal. */
function notesOf(epochs: number, batches: number): string[] {
  const notes: string[] = [];
  const terminal = {
    say: () => {},
    note: (line: string) => void notes.push(line),
    caution: () => {},
    interactive: false,
    bar: false,
  };
  const progress = new Progress(terminal, epochs);
  const values = { loss: 1, reconstruction: 1, kl: 0, klWeight: 1 };
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let batch = 0; batch < batches; batch++) {
      progress.batch({ kind: "batch", epoch, batch, batches, ...values });
    }
    progress.pause();
  }
  return notes;
}

it("Progress tells the time left once, where there is no terminal", () => {
  // 31 batches and 16: the 30 after which it is known end an epoch, and its next batch does not count.
  for (const [epochs, batches] of [[2, 50], [2, 31], [3, 16], [40, 2]]) {
    const notes = notesOf(epochs, batches);
    assertEquals(notes.length, 1, `${batches} batches: ${notes}`);
    assertEquals(/^about \d+ s left$/.test(notes[0]), true, notes[0]);
  }
  assertEquals(notesOf(1, 31), [], "nothing is left to tell");
});
