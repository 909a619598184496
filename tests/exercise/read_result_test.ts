/** What is believed of a line that a submission's process has printed. */
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { boundedLines, Head } from "../../lib/exercise/bounded_lines.ts";
import { readResult } from "../../lib/exercise/read_result.ts";

const answersOf = (...answers: unknown[]) =>
  readResult(JSON.stringify({ answers: { f: answers } }))?.answers?.f;

it("readResult() reads values, errors, other things, and the numbers that JSON lacks", () => {
  assertEquals(answersOf({ values: [1, "NaN", "-Infinity"], shape: [3] }, { thrown: "a" }), [
    { values: [1, NaN, -Infinity], shape: [3] },
    { thrown: "a" },
  ]);
  assertEquals(answersOf({ other: "a text" }), [{ other: "a text" }]);
  assertEquals(readResult('{"unreadable":"no"}'), { unreadable: "no" });
  assertEquals(readResult('{"stopped":"memory"}'), { stopped: "memory" });
});

it("readResult() takes nothing else", () => {
  for (const text of ["", "{", "null", "[]", "1", "{}", '{"answers":1}', '{"answers":[1]}']) {
    assertEquals(readResult(text), undefined, text);
  }
  for (
    const answer of [null, 1, [], {}, { values: 1, shape: [] }, { values: ["1"], shape: [1] }]
      .concat({ values: [null], shape: [1] } as never, { values: [[1]], shape: [1] } as never)
      .concat({ values: ["toString"], shape: [1] } as never)
  ) {
    assertEquals(answersOf(answer), undefined, JSON.stringify(answer));
  }
  for (const shape of [[2], [-1], [0.5], [1, "1"], [1e308, 1e308], Array(9).fill(1), []]) {
    const [answer] = answersOf({ values: [1, 2, 3], shape })!;
    assert("other" in answer, JSON.stringify(shape));
  }
});

it("readResult() cuts long texts, and reads what is deep or long without an end", () => {
  const long = readResult(JSON.stringify({ unreadable: "x".repeat(1e6) }))!.unreadable!;
  assert(long.length < 1100);
  assertEquals(readResult("[".repeat(1e6)), undefined);
  const strangers = { answers: { f: Array(1e6).fill("x") } };
  assertEquals(readResult(JSON.stringify(strangers)), undefined);
});

it("boundedLines() gives lines in whatever pieces they come, and stops taking them at its limit", async () => {
  const pieces = ["a\nb", "c", "c\n\nd\u00e9", "e"];
  const lines: string[] = [];
  await boundedLines(
    streamOf(pieces),
    100,
    (line) => lines.push(line),
    () => lines.push("too much"),
  );
  assertEquals(lines, ["a", "bcc", "", "d\u00e9e"]);

  let told = 0;
  const few: string[] = [];
  await boundedLines(streamOf(["a\n", "b\n", "c\n"]), 4, (line) => few.push(line), () => told++);
  assertEquals([few, told], [["a", "b"], 1]);
});

it("Head keeps the beginning of what it is given", () => {
  const head = new Head(6);
  for (const line of ["", "ab", "", "cdef", "gh"]) head.add(line);
  assertEquals(head.text, "ab\n\ncd");
});

function streamOf(pieces: readonly string[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(pieces.map((piece) => new TextEncoder().encode(piece)));
}
