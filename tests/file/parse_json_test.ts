import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { parseJson } from "../../lib/file/parse_json.ts";

const bounds = { depth: 1000, parts: 100_000 };

it("parseJson() is JSON.parse for what JSON.stringify writes", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(2), (text, indent) => {
      const spaced = JSON.stringify(JSON.parse(text), null, indent);
      assertEquals(parseJson(spaced, bounds), JSON.parse(text));
    }),
    { seed: 1 },
  );
});

it("parseJson() takes and refuses the texts that JSON.parse does", () => {
  const token = fc.constantFrom("{", "}", "[", "]", ",", ":", '"a"', '"b', '\\"', "\\", "1", " ");
  fc.assert(
    fc.property(fc.array(token, { maxLength: 8 }), (tokens) => {
      const text = tokens.join("");
      let wanted: unknown;
      try {
        wanted = JSON.parse(text);
      } catch {
        return void assertThrows(() => parseJson(text, bounds), SyntaxError);
      }
      // The only difference: a name that stands twice.
      if (text.split('"a"').length < 3) assertEquals(parseJson(text, bounds), wanted);
    }),
    { seed: 1, numRuns: 5000 },
  );
});

for (
  const [text, message] of [
    ['{"a":1,"a":2}', 'the name "a" a second time, before character 10'],
    ['{"a":1,"\\u0061":2}', 'the name "\\u0061" a second time'],
    ['[{"x":{"a":1}},{"x":{"a":1, "a" :2}}]', 'the name "a" a second time'],
    ['{"\\"":1,"\\"":2}', "a second time"],
    ["[[[1]]]", "nested more than 2 deep at character 2"],
    ["[1,2,3,4,5,6]", "more than 4 parts at character 8"],
  ]
) {
  it(`parseJson() refuses ${text}`, () => {
    assertThrows(
      () => parseJson(text, { depth: text[1] === "[" ? 2 : 3, parts: text[1] === "1" ? 4 : 9 }),
      SyntaxError,
      message,
    );
  });
}

it("parseJson() takes the same name in two objects, and as a value", () => {
  const text = '{"a":"a","b":{"a":["a","a:"]},"c":{"a":1}}';
  assertEquals(parseJson(text, bounds), JSON.parse(text));
});
