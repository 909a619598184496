/** Which files are the same text; and what a class's points add up to. */
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import type { Grade } from "../../lib/exercise/grade_submission.ts";
import { pointsFor, sumOfPoints } from "../../lib/exercise/points.ts";
import { QUESTIONS } from "../../lib/exercise/questions.ts";
import { essence, sameFiles } from "../../lib/exercise/same_files.ts";
import { STEPS } from "../../lib/exercise/steps.ts";
import { fileOf } from "../../lib/exercise/step.ts";

const [first, second] = STEPS;

it("essence() leaves out comments and white space, and keeps what is quoted", () => {
  assertEquals(essence("a = 1; // one\n/* two\n */ b"), "a=1;b");
  assertEquals(
    essence("\"// no  comment\" + '/* nor this */' + `a  ${b} // c`"),
    "\"// no  comment\"+'/* nor this */'+`a  ${b} // c`",
  );
  assertEquals(essence("x // don't\ny /* \" */ z"), "xyz");
  assertEquals(essence('"a\\"  b"  c'), '"a\\"  b"c');
});

it("essence() takes no longer for texts whose ends are missing", () => {
  for (const piece of ["/*", "`", "`\\", '"', "'\\", "\"'", "/", "\\`", "/*`"]) {
    const begun = performance.now();
    essence(piece.repeat(256 * 1024 / piece.length));
    essence(piece.repeat(256 * 1024 / piece.length) + "\\");
    assert(performance.now() - begun < 5000, piece);
  }
});

it("sameFiles() groups students whose files differ in comments and white space alone", () => {
  const text = (name: string) => `// ${name}\nexport const f = () =>   1;\n`;
  const other = "export const f = () => 2;";
  const grades = [
    graded("anna", text("anna"), other),
    graded("ben", text("ben").replaceAll("\n", "\r\n"), other),
    graded("carl", first.skeleton, `${second.solution}\n// mine`),
    graded("dora", first.skeleton, ""),
    graded("eve", first.skeleton),
  ];
  const found = sameFiles(grades, STEPS).map(({ names, steps, isSolution }) => ({
    names,
    isSolution,
    steps: steps.map(({ number }) => number),
  }));
  assertEquals(found, [
    { names: ["anna", "ben"], steps: [1, 2], isSolution: false },
    { names: ["carl"], steps: [2], isSolution: true },
  ]);
});

it("sameFiles() compares what a file imports from beside it too", () => {
  const shell = 'export * from "./mine.ts";';
  const grades = ["1", "1", "2"].map((value, i) => {
    const { name, files } = graded(`student ${i}`, shell);
    return { name, files: new Map([...files, ["mine.ts", `export const f = ${value};`]]) };
  });
  assertEquals(sameFiles(grades, STEPS).map(({ names }) => names), [["student 0", "student 1"]]);
});

it("points are tenths that add up", () => {
  const parts = (right: number, of: number) =>
    Array.from({ length: of }, (_, i) => i < right ? {} : { finding: "wrong" });
  assertEquals([0, 1, 2, 3].map((right) => pointsFor(parts(right, 3))), [0, 3.3, 6.7, 10]);
  assertEquals(pointsFor([]), 0);
  assertEquals(sumOfPoints([3.3, 3.3, 3.3]), 9.9);
  assertEquals(sumOfPoints(Array(10).fill(0.1)), 1);
});

it("every written question has its points", () => {
  assertEquals(QUESTIONS.map(({ name }) => name), QUESTIONS.map((_, i) => `Q${i + 1}`));
  assert(QUESTIONS.length > 4 && QUESTIONS.every(({ points }) => points > 0));
});

function graded(name: string, ...texts: string[]): Pick<Grade, "name" | "files"> {
  const files = new Map(texts.map((text, i) => [fileOf(STEPS[i]), text]));
  return { name, files };
}
