/** Hostile safetensors files: each gives the tensors that it describes, or a line that names it. */
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { readSafetensors, writeSafetensors } from "../../lib/file/safetensors.ts";
import { Answers, runs } from "./fuzz.ts";
import { mutated } from "./mutations.ts";

const whole = writeSafetensors({
  "encoder.mu.2.bias": { shape: [2], values: new Float32Array([1, -2]) },
  empty: { shape: [0, 3], values: new Float32Array() },
  "decoder.weight": { shape: [2, 3], values: new Float32Array(6) },
}, { format: "pt", latentSize: "2" });

/** Bytes that a value takes, of the types that the files here may have. */
const WIDTHS: Record<string, number> = { F64: 8, F32: 4, F16: 2, BF16: 2, I64: 8, BOOL: 1 };

/** What was read accounts for each byte of the file. */
function assertAccounted(
  bytes: Uint8Array,
  { tensors, integers = {} }: ReturnType<typeof readSafetensors>,
) {
  const header = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const json = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + header)));
  let size = 0;
  for (const { shape, values } of Object.values(tensors)) {
    assert(!shape.some((n) => Object.is(n, -0)));
    assertEquals(values.length, shape.reduce((product, n) => product * n, 1));
  }
  for (const name of [...Object.keys(tensors), ...Object.keys(integers)]) {
    const { dtype, shape } = json[name];
    size += WIDTHS[dtype] * shape.reduce((product: number, n: number) => product * n, 1);
  }
  assertEquals(8 + header + size, bytes.length);
}

it("readSafetensors() holds against mutated files", async () => {
  const answers = new Answers(
    "at least 8 bytes",
    "its header announces",
    "not a JSON object",
    "its tensors end at",
  );
  await fc.assert(
    fc.asyncProperty(mutated(fc.constant(whole)), async (bytes) => {
      const read = await answers.ask("file-x: ", () => readSafetensors(bytes, "file-x"));
      if (read) assertAccounted(bytes, read);
    }),
    runs(300, 3000),
  );
  answers.check();
});

/** JSON that is no size, as it is written. */
const ODD = [
  "-0",
  "1e21",
  "1e400",
  "9007199254740993",
  "-1",
  "0.5",
  "null",
  '"1"',
  "[1]",
  "NaN",
  "{}",
];
const ESCAPE = "\u001b[2J\u202e\u009b31m\n";

/** `usual`, and once in twenty `odd`. */
const rarely = <T, U>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<U>) =>
  fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: odd });

const size = rarely(
  fc.constantFrom("1", "1", "2", "3", "0"),
  fc.constantFrom(...ODD, "4294967296", "9007199254740991"),
);
const list = (items: readonly string[]) => `[${items.join()}]`;

/** A tensor's entry, as it is written; the offsets mostly fit the shape and follow the last tensor's. */
const entry = fc.record({
  shape: fc.array(size, { maxLength: 3 }),
  dtype: rarely(
    fc.constantFrom('"F32"', '"F32"', ...Object.keys(WIDTHS).map((dtype) => `"${dtype}"`)),
    fc.constantFrom('"F8_E5M2"', '"f32"', "32", "null", '{"toString":1}', '"F32\\u0000"'),
  ),
  offsets: rarely(fc.constant(undefined), fc.array(size, { maxLength: 3 }).map(list)),
  shift: rarely(fc.constant(0), fc.constantFrom(4, -4)),
  more: rarely(
    fc.constant(""),
    fc.constantFrom(',"dtype":"F32"', ',"x":[[[[]]]]', ',"valueOf":1'),
  ),
});
const name = rarely(
  fc.constantFrom("a", "b", "c", "d", "e", "\\u0061", "__proto__", "toString", "constructor", "")
    .map((name) => `"${name}"`),
  fc.constantFrom(
    JSON.stringify(ESCAPE),
    `"${ESCAPE}"`,
    JSON.stringify("x".repeat(1e5)),
    '"\\ud800"',
    '"\\x"',
    '"',
  ),
);
const value = rarely(
  entry,
  fc.constantFrom(
    '{"data_offsets":{"valueOf":1},"dtype":"F32","shape":[]}',
    '{"dtype":"F32","shape":{"length":1},"data_offsets":[0,4]}',
    "[]",
    "1",
    "[".repeat(1e5),
  ),
);
const notes = fc.oneof(
  fc.constantFrom(undefined, '{"format":"pt"}', '{"__proto__":"1"}'),
  rarely(
    fc.constant(undefined),
    fc.constantFrom('{"a":1}', '{"a":"1","a":"2"}', "null", "[]", '"text"'),
  ),
);

/** A file whose header is written by hand, so that it can say what no JSON writer would. */
const written = fc.record({
  members: fc.array(fc.tuple(name, value), { maxLength: 4 }),
  notes,
  excess: fc.constantFrom(0, 0, 0, 0, 0, 1, -1, 4),
  lead: rarely(fc.constant(""), fc.constantFrom(" ", "\ufeff", "//\n", "\0")),
}).map(({ members, notes, excess, lead }) => {
  let end = 0;
  const texts = members.map(([name, value]) => {
    if (typeof value === "string") return `${name}:${value}`;
    const { shape, dtype, offsets, shift, more } = value;
    const begin = Math.max(0, end + shift);
    const width = WIDTHS[dtype.replaceAll('"', "")] ?? 4;
    const size = width * shape.reduce((product, n) => product * Number(n), 1);
    if (size >= 0 && size < 1000) end = begin + size;
    return `${name}:{"dtype":${dtype},"shape":${list(shape)},` +
      `"data_offsets":${offsets ?? `[${begin},${begin + size}]`}${more}}`;
  });
  if (notes !== undefined) texts.push(`"__metadata__":${notes}`);
  const header = new TextEncoder().encode(`${lead}{${texts.join()}}`);
  const bytes = new Uint8Array(Math.max(8, 8 + header.length + end + excess));
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header.subarray(0, bytes.length - 8), 8);
  return bytes;
});

it("readSafetensors() holds against headers written by hand", async () => {
  const answers = new Answers(
    "a second time",
    "nested more than 3 deep",
    'wanted "F32"',
    "has no type",
    "has no shape",
    "has no data_offsets",
    "its offsets give",
    "begin at",
    "its tensors end at",
    "end at",
    "__metadata__",
    "not a JSON object",
  );
  await fc.assert(
    fc.asyncProperty(written, async (bytes) => {
      const read = await answers.ask("file-x: ", () => readSafetensors(bytes, "file-x"));
      if (read) assertAccounted(bytes, read);
    }),
    runs(600, 6000),
  );
  answers.check();
});
