import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import type { StateDict } from "../../lib/math/state_dict.ts";
import { readSafetensors, writeSafetensors } from "../../lib/file/safetensors.ts";
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
    ["an empty file", new Uint8Array(), "an empty file (0 bytes)"],
    ["seven bytes", new Uint8Array(7), "wanted at least 8 bytes, found 7"],
    ["a header length of 2^63", hugeHeader, "announces 9223372036854775808 bytes"],
    [
      "a header that is no JSON",
      new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0, 0x7b]),
      "not a JSON object",
    ],
    ["a header that is a list", file([1]), "not a JSON object"],
    ["notes that are no texts", file({ __metadata__: { a: 1 } }), "not an object of texts"],
    ["notes that are a list", file({ __metadata__: [] }), "not an object of texts"],
    [
      "another type",
      file({ a: { ...F32, dtype: "F8_E4M3" } }, 4),
      '"a" has the type "F8_E4M3"; wanted "F32", or "F16", "BF16" or "F64"',
    ],
    ["an entry that is null", file({ a: null }), '"a" has no type'],
    ["a type that is no text", file({ a: { ...F32, dtype: 32 } }, 4), '"a" has no type'],
    [
      "offsets that do not fit the type",
      file({ a: { ...F32, dtype: "F16" } }, 4),
      "of shape [1] takes 2 bytes, its offsets give 4",
    ],
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

/** A file with one tensor of these raw bytes. */
function fileOf(dtype: string, raw: ArrayBuffer, width: number): Uint8Array {
  const entry = { dtype, shape: [raw.byteLength / width], data_offsets: [0, raw.byteLength] };
  const bytes = file({ a: entry }, raw.byteLength);
  bytes.set(new Uint8Array(raw), bytes.length - raw.byteLength);
  return bytes;
}

/** Bits, most significant first, as a file has them: little-endian. */
function words(...bits: number[]): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(2 * bits.length));
  for (const [i, word] of bits.entries()) view.setUint16(2 * i, word, true);
  return view.buffer;
}

function doubles(...values: number[]): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  for (const [i, value] of values.entries()) view.setFloat64(8 * i, value, true);
  return view.buffer;
}

const { Infinity: inf, NaN: nan } = globalThis;

// The values are NumPy's (float16) and PyTorch's (bfloat16, float64) after a cast to float32.
for (
  const [dtype, raw, width, wanted] of [
    [
      "F16",
      words(
        ...[0, 0x8000, 0x0001, 0x8001, 0x03ff, 0x0400, 0x3c00, 0xc000, 0x3555, 0x7bff, 0xfbff],
        ...[0x7c00, 0xfc00, 0x7e00, 0x1234],
      ),
      2,
      [
        ...[0, -0, 5.960464477539063e-8, -5.960464477539063e-8, 6.097555160522461e-5],
        ...[6.103515625e-5, 1, -2, 0.333251953125, 65504, -65504, inf, -inf, nan],
        0.0007572174072265625,
      ],
    ],
    [
      "BF16",
      words(
        ...[0, 0x8000, 0x0001, 0x007f, 0x0080, 0x3f80, 0xc000, 0x3eab, 0x7f7f, 0xff7f, 0x7f80],
        ...[0xff80, 0x7fc0, 0x4049],
      ),
      2,
      [
        ...[0, -0, 9.183549615799121e-41, 1.1663108012064884e-38, 1.1754943508222875e-38, 1, -2],
        ...[0.333984375, 3.3895313892515355e38, -3.3895313892515355e38, inf, -inf, nan, 3.140625],
      ],
    ],
    [
      "F64",
      doubles(0.1, -1 / 3, 7e-46, 1e-45, 3.4028235e38, inf, nan, 16777217, 1e-300),
      8,
      [
        ...[0.10000000149011612, -0.3333333432674408, 0, 1.401298464324817e-45],
        ...[3.4028234663852886e38, inf, nan, 16777216, 0],
      ],
    ],
  ] as const
) {
  it(`readSafetensors() converts ${dtype} as PyTorch does, and says so`, () => {
    const { tensors, notes } = readSafetensors(fileOf(dtype, raw, width));
    assertEquals(tensors.a.values, new Float32Array(wanted));
    assert(tensors.a.values.every((value, i) => Object.is(value, wanted[i])));
    assertEquals(notes, [`${dtype} values converted to float32`]);
  });
}

it("readSafetensors() refuses a float64 that float32 cannot hold", () => {
  for (const value of [3.4028236e38, -1e300]) {
    const error = assertThrows(
      () => readSafetensors(fileOf("F64", doubles(inf, 1, value), 8), "file-x"),
      UserError,
    );
    assertEquals(
      error.message,
      `file-x: value 2 of "a" is ${value}, and float32 ends at 3.4028235e38; wanted smaller numbers.`,
    );
  }
});

it("readSafetensors() leaves integers out and names them; takes notes that are null", () => {
  const counter = (begin: number) => ({
    dtype: "I64",
    shape: [],
    data_offsets: [begin, begin + 8],
  });
  const read = readSafetensors(
    file({ __metadata__: null, n: counter(0), a: { ...F32, data_offsets: [8, 12] } }, 12),
  );
  assertEquals(read, {
    tensors: { a: { shape: [1], values: new Float32Array(1) } },
    metadata: {},
    integers: { n: "I64" },
    notes: ["integer tensors ignored: n (I64)"],
  });
  const many = Object.fromEntries(["a", "b", "c\n", "d", "e"].map((name, i) => [
    name,
    { dtype: "U8", shape: [1], data_offsets: [i, i + 1] },
  ]));
  assertEquals(readSafetensors(file(many, 5)).notes, [
    "integer tensors ignored: a (U8), b (U8), c\\u000a (U8), 2 more",
  ]);
});

it("readSafetensors() reads what the safetensors library for Python wrote", () => {
  // save({"w": torch.tensor([[0.1, -2.5], [6e-8, 65504.]]).half(), "n": torch.tensor(3)}) of version 0.8.0
  const bytes = Uint8Array.fromHex(
    "70000000000000007b226e223a7b226474797065223a22493634222c227368617065223a5b5d2c22646174615f6f666673" +
      "657473223a5b302c385d7d2c2277223a7b226474797065223a22463136222c227368617065223a5b322c325d2c2264" +
      "6174615f6f666673657473223a5b382c31365d7d7d2020200300000000000000662e00c10100ff7b",
  );
  const { tensors, integers } = readSafetensors(bytes);
  assertEquals(tensors, {
    w: { shape: [2, 2], values: new Float32Array([0.0999755859375, -2.5, 2 ** -24, 65504]) },
  });
  assertEquals(integers, { n: "I64" });
});

it("readSafetensors() refuses every file that is cut short", () => {
  const whole = writeSafetensors({ a: { shape: [3], values: new Float32Array(3) } }, { x: "y" });
  for (let length = 0; length < whole.length; length++) {
    assertThrows(() => readSafetensors(whole.subarray(0, length)), UserError);
  }
});
