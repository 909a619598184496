import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { readIdx } from "../../lib/data/idx.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { UserError } from "../../lib/user_error.ts";
import { idxBytes } from "./idx_bytes.ts";

it("readIdx() gives back what was written, as a view", () => {
  fc.assert(
    fc.property(fc.nat(5), fc.nat(4), fc.nat(4), (n, height, width) => {
      const values = Uint8Array.from({ length: n * height * width }, (_, i) => i * 7);
      const bytes = idxBytes([n, height, width], values);
      const idx = readIdx(bytes, "images", 3);
      assertEquals(idx, { shape: [n, height, width], values });
      assertEquals(idx.values.buffer, bytes.buffer);
    }),
    { seed: 1 },
  );
});

const whole = idxBytes([3], new Uint8Array([1, 2, 3]));
for (
  const [what, bytes, message] of [
    ["an empty file", new Uint8Array(), "found an empty file"],
    ["another magic", new Uint8Array([1, 2, 3, 4, 5]), "found 01 02 03 04"],
    ["a gzip file", new Uint8Array([0x1f, 0x8b, 8, 0]), "found 1f 8b 08 00"],
    ["images where labels are wanted", idxBytes([1, 1, 1], new Uint8Array(1)), "00 00 08 03"],
    ["a header cut short", whole.subarray(0, 7), "the header takes 8 bytes, the file has 7"],
    ["values cut short", whole.subarray(0, 10), "announces 3 = 3 bytes of values, the file has 2"],
    ["values too many", new Uint8Array([...whole, 0]), "too long"],
    ["sizes beyond memory", idxBytes([2 ** 32 - 1], new Uint8Array()), "4294967295"],
  ] as const
) {
  it(`readIdx() refuses ${what}, and says what it found`, () => {
    const error = assertThrows(() => readIdx(bytes, "file-x", 1), UserError, message);
    assertEquals(error.message.startsWith("file-x: "), true);
  });
}
