import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import type { StateDict } from "../../lib/model/state_dict.ts";
import { readSafetensors, writeSafetensors } from "../../lib/run/safetensors.ts";
import { UserError } from "../../lib/user_error.ts";

const stateDict = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 8 }).filter((name) => name !== "__metadata__"),
  fc.array(fc.nat(4), { maxLength: 3 }).chain((shape) => {
    const size = shape.reduce((a, b) => a * b, 1);
    return fc.float32Array({ minLength: size, maxLength: size })
      .map((values) => ({ shape, values }));
  }),
  { maxKeys: 4 },
);

it("readSafetensors() gives back what writeSafetensors() wrote", () => {
  fc.assert(
    fc.property(
      stateDict,
      fc.dictionary(fc.string(), fc.string()),
      (tensors, metadata) => {
        const read = readSafetensors(writeSafetensors(tensors, metadata));
        assertEquals({ ...read.metadata }, { ...metadata });
        assertEquals(read.tensors, { ...tensors } as StateDict);
      },
    ),
    { seed: 1 },
  );
});

it("writeSafetensors() aligns the values to eight bytes", () => {
  const bytes = writeSafetensors({ a: { shape: [1], values: new Float32Array([1]) } });
  const header = new DataView(bytes.buffer).getBigUint64(0, true);
  assertEquals(Number(header) % 8, 0);
  assertEquals(bytes.length, 8 + Number(header) + 4);
});

/** A file with this header and this many bytes of values. */
function file(header: unknown, values = 0): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + values);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const F32 = { dtype: "F32", shape: [1], data_offsets: [0, 4] };
const hugeHeader = new Uint8Array(16);
new DataView(hugeHeader.buffer).setBigUint64(0, 2n ** 63n, true);

for (
  const [what, bytes, message] of [
    ["an empty file", new Uint8Array(), "wanted at least 8 bytes, found 0"],
    ["a header length of 2^63", hugeHeader, "announces 9223372036854775808 bytes"],
    [
      "a header that is no JSON",
      new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0, 0x7b]),
      "not a JSON object",
    ],
    ["a header that is a list", file([1]), "not a JSON object"],
    ["notes that are no texts", file({ __metadata__: { a: 1 } }), "not an object of texts"],
    ["notes that are null", file({ __metadata__: null }), "not an object of texts"],
    [
      "another type",
      file({ a: { ...F32, dtype: "F16" } }, 4),
      '"a" has the type "F16", wanted "F32"',
    ],
    ["an entry that is null", file({ a: null }), '"a" has the type undefined'],
    ["negative sizes", file({ a: { ...F32, shape: [-1] } }, 4), "no shape"],
    ["offsets that do not fit the shape", file({ a: { ...F32, shape: [2] } }, 4), "takes 8 bytes"],
    ["values that are cut short", file({ a: F32 }, 3), "end at 4, the file has 3"],
    ["values too many", file({ a: F32 }, 5), "its tensors end at 4, the file has 5"],
    ["tensors that overlap", file({ a: F32, b: F32 }, 4), "begin at 0, wanted 4"],
    [
      "sizes beyond memory",
      file({ a: { dtype: "F32", shape: [2 ** 40], data_offsets: [0, 2 ** 42] } }, 4),
      "the file has 4",
    ],
  ] as const
) {
  it(`readSafetensors() refuses ${what}`, () => {
    const error = assertThrows(() => readSafetensors(bytes, "file-x"), UserError, message);
    assert(error.message.startsWith("file-x: "));
  });
}

it("readSafetensors() refuses every file that is cut short", () => {
  const whole = writeSafetensors({ a: { shape: [3], values: new Float32Array(3) } }, { x: "y" });
  for (let length = 0; length < whole.length; length++) {
    assertThrows(() => readSafetensors(whole.subarray(0, length)), UserError);
  }
});
