import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { namesFromLines, namesFromMapping } from "../../lib/data/label_names.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { runs } from "../fuzz/fuzz.ts";

it("namesFromLines() takes one name from each line, in order", () => {
  assertEquals(namesFromLines("cat\ndog\n"), ["cat", "dog"]);
  assertEquals(namesFromLines("\ufeff T-shirt/top \r\nÄpfel 猫\r\n\r\n"), [
    "T-shirt/top",
    "Äpfel 猫",
  ]);
  const most = Array.from({ length: 256 }, (_, i) => `name ${i}`);
  assertEquals(namesFromLines(most.join("\n")), most);
});

it("namesFromLines() takes no names from another text", () => {
  for (
    const text of ["", " \n\n", "cat\n\ndog", "a".repeat(101), "a\x1b[31mb", "a\ufffdb", "a\tb\0"]
      .concat(Array(257).fill("name").join("\n"))
  ) {
    assertEquals(namesFromLines(text), undefined, JSON.stringify(text));
  }
});

it("namesFromMapping() makes names of the codes of EMNIST's files", () => {
  assertEquals(namesFromMapping("0 48\n1 49\n2 65\n"), ["0", "1", "A"]);
  // As in emnist-letters-mapping.txt: labels from 1 on, upper and lower case together.
  assertEquals(namesFromMapping("1 65 97\r\n2 66 98\r\n"), ["0", "Aa", "Bb"]);
  assertEquals(namesFromMapping("3 97\n1 98"), ["0", "b", "2", "a"]);
  assertEquals(namesFromMapping("255 128512")!.at(-1), "😀");
});

it("namesFromMapping() takes no names from another text", () => {
  for (
    const text of ["", "cat\ndog", "1", "1 ", "1 65 x", "-1 65", "256 65", "1 1114112", "1 55296"]
      .concat("1 10", "1 8238", "1 65\n\n2 66", "1 1 1", `1${" 65".repeat(9)}`, "1,65", "1e1 65")
      .concat(Array(257).fill("1 65").join("\n"))
  ) {
    assertEquals(namesFromMapping(text), undefined, JSON.stringify(text));
  }
});

it("no text gives names that cannot be shown in a line, or more than labels have", () => {
  const line = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.tuple(fc.nat(300), fc.array(fc.nat(2 ** 21), { maxLength: 10 })).map(([label, codes]) =>
      [label, ...codes].join(" ")
    ),
    fc.constantFrom("1 65 97", "cat", ""),
  );
  const text = fc.tuple(fc.array(line), fc.constantFrom("\n", "\r\n", "\r")).map(([lines, end]) =>
    lines.join(end)
  );
  let found = 0;
  fc.assert(
    fc.property(text, (text) => {
      for (const names of [namesFromLines(text), namesFromMapping(text)]) {
        if (!names) continue;
        found++;
        assert(names.length >= 1 && names.length <= 256);
        for (const name of names) {
          assert(typeof name === "string" && name !== "" && name.length <= 100, name);
          // deno-lint-ignore no-control-regex
          assert(!/[\x00-\x1f\x7f-\x9f]/.test(name), JSON.stringify(name));
        }
      }
    }),
    runs(1000, 20_000),
  );
  assert(found > 20, `only ${found} texts gave names`);
});
