import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { duration, Progress } from "../../lib/cli/progress.ts";

it("duration() rounds to what a reader wants to know", () => {
  assertEquals([0.2, 59.1, 89, 91, 400].map(duration), ["1 s", "60 s", "89 s", "2 min", "7 min"]);
});

it("Progress tells the time left once, where there is no terminal", () => {
  const notes: string[] = [];
  const terminal = {
    say: () => {},
    note: (line: string) => void notes.push(line),
    interactive: false,
    bar: false,
  };
  const progress = new Progress(terminal, 2);
  const values = { loss: 1, reconstruction: 1, kl: 0, klWeight: 1 };
  for (let epoch = 1; epoch <= 2; epoch++) {
    for (let batch = 0; batch < 50; batch++) {
      progress.batch({ kind: "batch", epoch, batch, batches: 50, ...values });
    }
    progress.pause();
  }
  assertEquals(notes.length, 1);
  assertEquals(/^about \d+ s left$/.test(notes[0]), true, notes[0]);
});
