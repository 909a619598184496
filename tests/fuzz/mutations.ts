import { fc } from "../../lib/deps/fast_check.ts";

/** Numbers at which readers break. */
const EDGES = [0n, 1n, 255n, 256n, 0x7fffffffn, 0xffffffffn, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n];

/** A change to the bytes of a file. */
type Mutation = (bytes: Uint8Array) => Uint8Array;

/** A place in the file, as a share of its length; evenly drawn, which fc.double is not. */
const position = fc.nat(9999).map((n) => n / 10000);
const join = (...parts: Uint8Array[]) => new Uint8Array(parts.flatMap((part) => [...part]));

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  position.map((p): Mutation => (bytes) => bytes.slice(0, p * bytes.length)),
  fc.uint8Array({ minLength: 1, maxLength: 40 }).map((more): Mutation => (bytes) =>
    join(bytes, more)
  ),
  fc.tuple(position, fc.nat(7)).map(([p, bit]): Mutation => (bytes) => {
    const at = Math.floor(p * bytes.length);
    return bytes.map((byte, i) => i === at ? byte ^ (1 << bit) : byte);
  }),
  // The lengths of headers and dimensions stand in the first bytes.
  fc.tuple(fc.nat(20), fc.constantFrom(...EDGES), fc.constantFrom(1, 4, 8), fc.boolean()).map(
    ([at, value, width, littleEndian]): Mutation => (bytes) => {
      const changed = bytes.slice();
      if (at + 8 > bytes.length) return changed;
      const view = new DataView(new ArrayBuffer(8));
      view.setBigUint64(0, value, littleEndian);
      const word = new Uint8Array(view.buffer);
      changed.set(littleEndian ? word.subarray(0, width) : word.subarray(8 - width), at);
      return changed;
    },
  ),
  fc.tuple(position, position, position).map(([from, to, at]): Mutation => (bytes) => {
    const n = bytes.length;
    return join(bytes.slice(0, at * n), bytes.slice(from * n, to * n), bytes.slice(at * n));
  }),
  fc.tuple(position, position).map(([from, to]): Mutation => (bytes) =>
    join(bytes.slice(0, from * bytes.length), bytes.slice(to * bytes.length))
  ),
);

/** Up to four changes to the bytes of a file: cut, lengthened, bits turned, edge values, parts moved. */
export function mutated(file: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  return fc.tuple(file, fc.array(mutation, { maxLength: 4 })).map(([bytes, mutations]) =>
    Uint8Array.from(mutations.reduce((changed, mutate) => mutate(changed), bytes))
  );
}

/** Stands for lists in lists, deeper than a recursive reader goes. */
const DEEP = "deep";

/** JSON that belongs nowhere: of the wrong kind, out of bounds, or made to be obeyed. */
const oddJson = fc.constantFrom<unknown>(
  null,
  true,
  "",
  "\u001b[2J\u009b31m\u202e\nerror:",
  "x".repeat(1e5),
  -1,
  0,
  0.5,
  1e21,
  625,
  [],
  [[]],
  {},
  { toString: 1, valueOf: 1, length: { toString: 1 } },
  JSON.parse('{"__proto__":{"length":1}}'),
  DEEP,
);

/** The text of `value` with up to two of its parts replaced by {@linkcode oddJson}, or left out. */
export function mutatedJson(value: unknown): fc.Arbitrary<string> {
  const change = fc.record({ at: fc.nat(9999), odd: fc.option(oddJson, { nil: undefined }) });
  return fc.array(change, { maxLength: 2 }).map((changes) => {
    const copy = { value: structuredClone(value) };
    const places = everyPlace(copy);
    for (const { at, odd } of changes) {
      const [holder, key] = places[at % places.length];
      if (odd === undefined && !Array.isArray(holder)) delete holder[key];
      else holder[key] = odd;
    }
    const text = JSON.stringify(copy.value) ?? "";
    return text.replaceAll(`"${DEEP}"`, "[".repeat(1e5) + "]".repeat(1e5));
  });
}

/** Every part of some JSON: what holds it, and by which key. Lists are entered at their first item. */
function everyPlace(holder: Record<string, unknown>): [Record<string, unknown>, string][] {
  const keys = Array.isArray(holder) ? Object.keys(holder).slice(0, 1) : Object.keys(holder);
  return keys.flatMap((key) => {
    const part = holder[key];
    const inner = typeof part === "object" && part !== null
      ? everyPlace(part as Record<string, unknown>)
      : [];
    return [[holder, key] as [Record<string, unknown>, string], ...inner];
  });
}
