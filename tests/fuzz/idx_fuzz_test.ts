/** Hostile IDX files, plain and .gz: each is a data set or a line that names it. */
import { Buffer } from "node:buffer";
import { constants, deflateRawSync, gzipSync } from "node:zlib";
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { readIdx } from "../../lib/data/idx.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { idxBytes } from "../data/idx_bytes.ts";
import { itNeeds } from "../needs.ts";
import { Answers, runs } from "./fuzz.ts";
import { mutated } from "./mutations.ts";

const EDGES = [0, 1, 2, 28, 29, 65536, 1_000_000, 1_000_001, 2 ** 31, 2 ** 32 - 1];

/** An IDX file of a few images or labels, whole or with one lie in its header. */
const idx = (dimensions: 1 | 3) =>
  fc.tuple(
    fc.constantFrom(2, 2, 2, 0, 1, 3),
    fc.constantFrom(0, 0, 0, 0, 1, -1),
    fc.option(
      fc.oneof(
        fc.record({ at: fc.nat(dimensions - 1), edge: fc.constantFrom(...EDGES) }),
        fc.record({ type: fc.constantFrom(0, 9, 0x0b, 0x0c, 0x0d, 0x0e, 0xff) }),
      ),
    ),
  ).map(([count, excess, lie]) => {
    const size = Math.max(0, (dimensions === 1 ? count : count * 784) + excess);
    const shape = dimensions === 1 ? [count] : [count, 28, 28];
    if (lie && "at" in lie) shape[lie.at] = lie.edge;
    const bytes = idxBytes(shape, Uint8Array.from({ length: size }, (_, i) => i % 10));
    if (lie && "type" in lie) bytes[2] = lie.type;
    return bytes;
  });

it("readIdx() holds against mutated files", async () => {
  const answers = new Answers("not an IDX file", "truncated", "too long");
  await fc.assert(
    fc.asyncProperty(mutated(idx(3)), async (bytes) => {
      const read = await answers.ask("file-x: ", () => readIdx(bytes, "file-x", 3));
      if (read) assertEquals(read.values.length, read.shape.reduce((a, b) => a * b));
    }),
    runs(300, 4000),
  );
  answers.check();
});

/** Inflates to 2 GB, after an IDX header that announces `shape`. */
const blank = deflateRawSync(new Uint8Array(2 ** 24), { finishFlush: constants.Z_FULL_FLUSH });
function bomb(shape: readonly number[]): Uint8Array {
  const head = deflateRawSync(idxBytes(shape, new Uint8Array()), {
    finishFlush: constants.Z_FULL_FLUSH,
  });
  const magic = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
  return Buffer.concat([new Uint8Array(magic), head, ...Array(128).fill(blank)]);
}
const bombs = [[2], [2, 28, 28], [60000, 28, 28], [2 ** 21, 28, 28], [2 ** 31, 1, 1]].map(bomb);

/** What stands in place of a file. */
const NO_FILES = Deno.build.os === "windows" ? ["folder"] : ["folder", "loop", "device"];

/** How a file lies in the folder: its ending, and its bytes or what else stands there. */
interface Placed {
  readonly ending: "" | ".gz";
  readonly bytes: Uint8Array | string;
}

const whole = (dimensions: 1 | 3): Placed => ({
  ending: "",
  bytes: dimensions === 1
    ? idxBytes([2], new Uint8Array(2))
    : idxBytes([2, 28, 28], new Uint8Array(1568)),
});

function hostile(dimensions: 1 | 3): fc.Arbitrary<Placed> {
  const plain = idx(dimensions);
  const zipped = plain.map((bytes) => gzipSync(bytes));
  const members = fc.tuple(plain, fc.nat(30)).map(([bytes, cut]) =>
    // gzip allows several
    Buffer.concat([gzipSync(bytes.subarray(0, cut)), gzipSync(bytes.subarray(cut))])
  );
  const as = (ending: "" | ".gz", ...bytes: fc.Arbitrary<Uint8Array | string>[]) =>
    fc.oneof(...bytes).map((bytes) => ({ ending, bytes }));
  return fc.oneof(
    as("", plain, mutated(plain), fc.constantFrom(...NO_FILES)),
    as(".gz", zipped, mutated(plain).map((bytes) => gzipSync(bytes)), mutated(zipped), members),
    as(".gz", mutated(fc.constant(new Uint8Array())), fc.constantFrom(...NO_FILES, ...bombs)),
  );
}

async function place(path: string, bytes: Uint8Array | string): Promise<void> {
  if (bytes === "folder") await Deno.mkdir(path);
  else if (bytes === "loop") await Deno.symlink(path, path);
  else if (bytes === "device") await Deno.symlink("/dev/zero", path);
  else await Deno.writeFile(path, bytes as Uint8Array);
}

itNeeds(["read", "write", "env"], "loadMnist() holds against mutated folders", async () => {
  const answers = new Answers(
    "not an IDX file",
    "truncated: the header",
    "truncated: its header",
    "too long: its header",
    "too long: inflates",
    "cannot hold",
    "not a valid gzip file",
    "wanted images of 1 to 16384 pixels",
    "no images",
    "at most 1000000",
    "labels: take both",
    "is a folder",
    ...Deno.build.os === "windows" ? [] : ["is a device", "symbolic links"],
  );
  const pair = fc.oneof(
    fc.tuple(hostile(3), fc.constant(whole(1))),
    fc.tuple(fc.constant(whole(3)), hostile(1)),
    fc.tuple(hostile(3), hostile(1)),
  );
  const folder = await Deno.makeTempDir();
  await fc.assert(
    fc.asyncProperty(pair, async ([images, labels]) => {
      for (const { name } of Deno.readDirSync(folder)) {
        await Deno.remove(`${folder}/${name}`, { recursive: true });
      }
      await place(`${folder}/train-images-idx3-ubyte${images.ending}`, images.bytes);
      await place(`${folder}/train-labels-idx1-ubyte${labels.ending}`, labels.bytes);
      const data = await answers.ask(folder, () => loadMnist({ source: folder }));
      if (data) assert(data.count >= 1 && data.pixels.length === data.count * data.size);
    }),
    runs(400, 4000),
  );
  await Deno.remove(folder, { recursive: true });
  answers.check();
});

/** Labels as QMNIST's, of two images: whole, or with one lie. */
const integers = fc.tuple(
  fc.constantFrom(0, 1, 8, 8, 8, 16, 17, 2 ** 31),
  fc.constantFrom(2, 2, 2, 2, 3, 2 ** 32 - 1),
  fc.constantFrom(0, 0, 0, 1, -1),
  fc.array(fc.constantFrom(0, 0, 0, 1, 1, 255, 256, -1, 2 ** 31 - 1), {
    minLength: 2,
    maxLength: 2,
  }),
).map(([columns, count, excess, labels]) => {
  const size = Math.max(0, 4 * Math.min(count, 3) * Math.min(columns, 17) + excess);
  const bytes = idxBytes([count, columns], new Uint8Array(size));
  bytes[2] = 0x0c;
  const view = new DataView(bytes.buffer);
  for (const [i, label] of labels.entries()) {
    const at = 12 + 4 * columns * i;
    if (at + 4 <= bytes.length) view.setInt32(at, label);
  }
  return bytes;
});

itNeeds(
  ["read", "write", "env"],
  "loadMnist() holds against mutated labels of integers, and names of labels",
  async () => {
    const answers = new Answers(
      "not an IDX file of 32-bit integers in 2 dimensions",
      "its header announces",
      "wanted 1 to 16 numbers",
      "wanted labels from 0 to 255",
      "labels: take both",
    );
    const name = fc.oneof(fc.constantFrom("1 65 97", "0 48", "x"), fc.string({ unit: "binary" }));
    const names = fc.oneof(fc.array(name), fc.constant(["0 48", "1 49"])).map((lines) =>
      new TextEncoder().encode(lines.join("\n"))
    );
    const folder = await Deno.makeTempDir();
    await Deno.writeFile(`${folder}/q-train-images-idx3-ubyte`, whole(3).bytes as Uint8Array);
    let named = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(integers, integers, mutated(integers)),
        fc.oneof(names, mutated(names)),
        async (labels, mapping) => {
          await Deno.writeFile(`${folder}/q-train-labels-idx2-int`, labels);
          await Deno.writeFile(`${folder}/q-mapping.txt`, mapping);
          const told: string[] = [];
          const tell = (line: string) => told.push(line);
          const data = await answers.ask(folder, () => loadMnist({ source: folder, tell }));
          for (const line of told) assert(!/\p{Cc}/u.test(line), line);
          if (!data) return;
          assert(data.labels!.length === 2 && (data.labelNames ?? []).length <= 256);
          if (data.labelNames) named++;
        },
      ),
      runs(400, 2000),
    );
    await Deno.remove(folder, { recursive: true });
    answers.check();
    assert(named > 5, `only ${named} had names`);
  },
);
