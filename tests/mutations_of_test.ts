import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { mutationsOf } from "./mutations_of.ts";

const lines = (source: string) => mutationsOf(`${source}\n`).map(({ after }) => after);

it("mutationsOf() changes each sign, operator, factor and function once", () => {
  assertEquals(lines("y = -a * Math.log(b) + 0.5;"), [
    "y = a * Math.log(b) + 0.5;",
    "y = -a / Math.log(b) + 0.5;",
    "y = -a * Math.exp(b) + 0.5;",
    "y = -a * Math.log(b) - 0.5;",
    "y = -a * Math.log(b) + 1;",
  ]);
  assertEquals(
    lines("s -= 1e-8 ** 0n;"),
    ["s += 1e-8 ** 0n;", "s -= 2e-8 ** 0n;"]
      .concat("s -= 1e-8 * 0n;", "s -= 1e-8 ** 1n;"),
  );
  assertEquals(lines("return -x[i] / 2;"), [
    ...["return x[i] / 2;", "return -x[i] * 2;", "return -x[i] / 4;"],
  ]);
});

it("mutationsOf() leaves comments, text, types and messages alone", () => {
  for (
    const source of [
      "// a + 1",
      "/* a\n * b\n */",
      'const a = "1 + 2";',
      "const a = `1 + ${b + `${2}`} + 3`;",
      'const a = "b" + c;',
      "const a = /[/]+ - 1/g;",
      "type A<T> = { b: 1 } | -1;",
      "export interface A {\n  b: 1;\n}",
      'throw new RangeError("wanted" + 1 + f(2));',
      'import * as a from "b";',
      "const f = (n) => n++;",
    ]
  ) assertEquals(lines(source), [], source);
});

it("mutationsOf() says on which line, and changes nothing else in the program", () => {
  const source = "const a = 1;\nconst b = a + a; // 2\n";
  assertEquals(mutationsOf(source)[1], {
    ...{ line: 2, before: "const b = a + a; // 2", after: "const b = a - a; // 2" },
    source: "const a = 1;\nconst b = a - a; // 2\n",
  });
});
