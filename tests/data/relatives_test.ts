/** MNIST's relatives as they are downloaded: the names of their files, the folders that these lie in. */
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { dirname } from "node:path";
import { findIdxFiles } from "../../lib/data/find_idx_files.ts";
import { IDX_NAMES, idxPrefix } from "../../lib/data/idx_names.ts";
import { loadImages } from "../../lib/data/load_images.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds, itNeedsModes, type Right } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";
import { idxBytes } from "./idx_bytes.ts";

const rights: Right[] = ["read", "write"];

/** Two images of 2 x 3 pixels, or of another number. */
const images = (count = 2) =>
  idxBytes([count, 2, 3], Uint8Array.from({ length: 6 * count }, (_, i) => 10 * i));
const labels = (...values: number[]) => idxBytes([values.length], Uint8Array.from(values));

/** Labels as QMNIST's: 32-bit integers, the first of eight being the label. */
function intLabels(values: readonly number[], columns = 8): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + 4 * columns * values.length);
  bytes.set([0, 0, 0x0c, 2]);
  const view = new DataView(bytes.buffer);
  view.setUint32(4, values.length);
  view.setUint32(8, columns);
  for (const [i, value] of values.entries()) {
    for (let column = 0; column < columns; column++) {
      view.setInt32(12 + 4 * (columns * i + column), column === 0 ? value : 1000 + column);
    }
  }
  return bytes;
}

async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Writes files by their paths below a folder, those that end in .gz packed. */
async function write(folder: string, files: Record<string, Uint8Array<ArrayBuffer> | string>) {
  for (const [name, content] of Object.entries(files)) {
    const path = `${folder}/${name}`;
    await Deno.mkdir(dirname(path), { recursive: true });
    if (typeof content === "string") await Deno.writeTextFile(path, content);
    else await Deno.writeFile(path, name.endsWith(".gz") ? await packed(content) : content);
  }
}

/** Files of both splits: three images for training, two for the test. */
const both = (name: (split: string, content: string) => string, test = "t10k") => ({
  [name("train", "images-idx3-ubyte")]: images(3),
  [name("train", "labels-idx1-ubyte")]: labels(0, 1, 2),
  [name(test, "images-idx3-ubyte")]: images(2),
  [name(test, "labels-idx1-ubyte")]: labels(2, 1),
});

const LAYOUTS: readonly [string, Record<string, Uint8Array<ArrayBuffer>>, string?][] = [
  ["names with dots", both((split, rest) => `${split}-${rest.replace("-idx", ".idx")}`)],
  ["names with dots, packed", both((split, rest) => `${split}-${rest.replace("-idx", ".idx")}.gz`)],
  ["Kaggle's folders", both((split, rest) => `${split}-${rest}/${split}-${rest}`)],
  [
    "Kaggle's folders, names with dots",
    both((split, rest) => {
      const name = `${split}-${rest.replace("-idx", ".idx")}`;
      return `${name}/${name}`;
    }),
  ],
  ["a test split that is called so", both((split, rest) => `${split}-${rest}`, "test")],
  ["torchvision's MNIST/raw", both((split, rest) => `MNIST/raw/${split}-${rest}`)],
  ["torchvision's FashionMNIST/raw", both((split, rest) => `FashionMNIST/raw/${split}-${rest}.gz`)],
  ["a folder raw", both((split, rest) => `raw/${split}-${rest}`)],
  ["names with a prefix", both((split, rest) => `kuzushiji-${split}-${rest}`)],
  ["a prefix, named by its path", both((split, rest) => `sets/k-${split}-${rest}`), "sets/k"],
  ["MNIST's names beside others", {
    ...both((split, rest) => `${split}-${rest}`),
    "other-train-images-idx3-ubyte": images(7),
  }],
  ["one place beside folders of other things", {
    ...both((split, rest) => `b/raw/${split}-${rest}`),
    "a/raw/notes-idx3-ubyte.txt": images(),
    "c/deep/deeper/train-images-idx3-ubyte": images(),
  }],
];

for (const [what, files, path] of LAYOUTS) {
  itNeeds(rights, `loadMnist() finds the files: ${what}`, async () => {
    await withFolder(async (folder) => {
      await write(folder, files);
      const source = path ? `${folder}/${path}` : folder;
      const told: string[] = [];
      const load = (split: "train" | "test") =>
        loadMnist({ source, split, tell: (line) => told.push(line) });
      const [train, test] = [await load("train"), await load("test")];
      assertEquals([train.name, train.count, test.count], [source, 3, 2]);
      assertEquals([train.height, train.width], [2, 3]);
      assertEquals([[...train.labels!], [...test.labels!]], [[0, 1, 2], [2, 1]]);
      assertEquals([...train.pixels], Array.from({ length: 18 }, (_, i) => 10 * i));
      assertEquals(told, []);
    });
  });
}

itNeeds(rights, "loadMnist() reads QMNIST's labels, integers in eight columns", async () => {
  await withFolder(async (folder) => {
    await write(folder, {
      "qmnist-train-images-idx3-ubyte.gz": images(3),
      "qmnist-train-labels-idx2-int.gz": intLabels([7, 0, 255]),
      "qmnist-test-images-idx3-ubyte": images(2),
      "qmnist-test-labels-idx2-int": intLabels([1, 2]),
    });
    assertEquals([...(await loadMnist({ source: folder })).labels!], [7, 0, 255]);
    assertEquals([...(await loadMnist({ source: folder, split: "test" })).labels!], [1, 2]);
    const refused = async (bytes: Uint8Array<ArrayBuffer>, words: string) => {
      await write(folder, { "qmnist-test-labels-idx2-int": bytes });
      await assertRejects(() => loadMnist({ source: folder, split: "test" }), UserError, words);
    };
    await refused(
      intLabels([1, 256]),
      "wanted labels from 0 to 255, but the label of image 1 is 256",
    );
    await refused(intLabels([-1, 2]), "the label of image 0 is -1");
    await refused(intLabels([1, 2], 17), "wanted 1 to 16 numbers for each image");
    await refused(intLabels([1, 2], 0), "wanted 1 to 16 numbers for each image");
    await refused(
      intLabels([1, 2, 3]),
      "has 2 images, but qmnist-test-labels-idx2-int has 3 labels",
    );
    await refused(intLabels([1, 2]).slice(0, -1), "2 x 8 = 64 bytes of values, the file has 63");
    await refused(labels(1, 2), "not an IDX file of 32-bit integers in 2 dimensions");
  });
});

/** EMNIST's six sets, of one image each. */
const EMNIST = ["balanced", "byclass", "bymerge", "digits", "letters", "mnist"];

async function writeEmnist(folder: string): Promise<void> {
  for (const set of EMNIST) {
    const prefix = `gzip/emnist-${set}`;
    // An image of 2 x 3 pixels, stored as 3 x 2: column after column.
    const stored = idxBytes([1, 3, 2], Uint8Array.of(1, 4, 2, 5, 3, 6));
    for (const split of ["train", "test"]) {
      await write(folder, {
        [`${prefix}-${split}-images-idx3-ubyte.gz`]: stored,
        [`${prefix}-${split}-labels-idx1-ubyte.gz`]: labels(26),
      });
    }
    const lines = Array.from({ length: 26 }, (_, i) => `${i + 1} ${65 + i} ${97 + i}`);
    await write(folder, { [`${prefix}-mapping.txt`]: lines.join("\n") + "\n" });
  }
}

itNeeds(
  rights,
  "loadMnist() asks which of EMNIST's sets is meant, and takes its path",
  async () => {
    await withFolder(async (folder) => {
      await writeEmnist(folder);
      for (const source of [folder, `${folder}/gzip`, `${folder}/gzip/`]) {
        const { message } = await assertRejects(() => loadMnist({ source }), UserError);
        for (const set of EMNIST) assert(message.includes(`gzip/emnist-${set}`), message);
        assertMatch(
          message,
          /holds 6 data sets: .*Choose one by its path, for instance .*balanced\.$/,
        );
      }
      for (const source of [`${folder}/gzip/emnist-letters`, `${folder}/gzip/emnist-letters/`]) {
        const data = await loadMnist({ source });
        assertEquals([data.name, data.count], [source, 1]);
      }
      for (
        const source of [`${folder}/gzip/emnist`, `${folder}/gzip/letters`, `${folder}/none/a`]
      ) {
        await assertRejects(
          () => loadMnist({ source }),
          UserError,
          `no train-images-idx3-ubyte or train-images-idx3-ubyte.gz in the folder ${source}.`,
        );
      }
    });
  },
);

itNeeds(
  rights,
  "EMNIST's images are turned upright, which is told, and its labels named",
  async () => {
    await withFolder(async (folder) => {
      await writeEmnist(folder);
      for (const split of ["train", "test"] as const) {
        const told: string[] = [];
        const source = `${folder}/gzip/emnist-letters`;
        const data = await loadMnist({ source, split, tell: (line) => told.push(line) });
        assertEquals([data.height, data.width, [...data.pixels]], [2, 3, [1, 2, 3, 4, 5, 6]]);
        assertEquals(told, [
          `the images of ${source} were turned upright: EMNIST's files have rows and columns ` +
          "exchanged.",
        ]);
        assertEquals([...data.labels!], [26]);
        assertEquals([data.labelNames!.length, ...data.labelNames!.slice(0, 3)], [
          27,
          "0",
          "Aa",
          "Bb",
        ]);
        assertEquals(data.labelNames![26], "Zz");
      }
    });
  },
);

itNeeds(rights, "several places are named, and none is chosen", async () => {
  await withFolder(async (folder) => {
    await write(folder, {
      ...both((split, rest) => `MNIST/raw/${split}-${rest}`),
      ...both((split, rest) => `KMNIST/raw/${split}-${rest}`),
    });
    const { message } = await assertRejects(() => loadMnist({ source: folder }), UserError);
    assertMatch(message, /holds 2 data sets: \S+KMNIST.raw, \S+MNIST.raw\. Choose one by its path/);
    assertEquals((await loadMnist({ source: `${folder}/KMNIST` })).count, 3);
  });
});

itNeeds(rights, "of a plain file and a packed one the plain one is read", async () => {
  await withFolder(async (folder) => {
    await write(folder, {
      "train-images-idx3-ubyte": images(2),
      "train-images-idx3-ubyte.gz": images(5),
      "train-images.idx3-ubyte": images(6),
    });
    assertEquals((await loadMnist({ source: folder })).count, 2);
  });
});

itNeeds(rights, "images without a file of labels are read, and that is told", async () => {
  await withFolder(async (folder) => {
    await write(folder, { "train-images-idx3-ubyte": images(2), "labels.txt": "a\nb\n" });
    const told: string[] = [];
    const data = await loadImages({ source: folder, count: 1 }, (line) => told.push(line));
    assertEquals([data.count, data.labels, data.labelNames], [1, undefined, undefined]);
    assertMatch(told[0], /^the images of \S+ have no labels: there is no file of labels beside/);
    await write(folder, {
      "t10k-images-idx3-ubyte": images(2),
      "t10k-labels-idx1-ubyte": labels(0, 1),
    });
    await loadImages({ source: folder }, (line) => told.push(line));
    assertMatch(
      told.at(-2)!,
      /^the training images of \S+ have no labels: .* beside train-images-idx3-ub/,
    );
    await Deno.remove(`${folder}/t10k-images-idx3-ubyte`);
    await assertRejects(
      () => loadMnist({ source: folder, split: "test" }),
      UserError,
      "no t10k-images-idx3-ubyte or",
    );
  });
});

itNeeds(rights, "names of labels are taken from labels.txt, if it names them all", async () => {
  await withFolder(async (folder) => {
    const load = async (text: string) => {
      await write(folder, {
        "train-images-idx3-ubyte": images(3),
        "train-labels-idx1-ubyte": labels(0, 2, 1),
        "labels.txt": text,
      });
      const told: string[] = [];
      const { labelNames } = await loadMnist({ source: folder, tell: (line) => told.push(line) });
      return [labelNames, ...told.map((line) => line.replace(folder, "F"))];
    };
    assertEquals(await load("cat\r\ndog\r\nhen\r\n"), [["cat", "dog", "hen"]]);
    assertEquals(await load("cat\ndog\nhen\ncow"), [["cat", "dog", "hen", "cow"]]);
    const [none, told] = await load("cat\ndog\n");
    assertEquals(none, undefined);
    assertMatch(
      told as string,
      /labels\.txt: no names .*: wanted one name .*it has 2 for labels up to 2/,
    );
    assertMatch((await load("cat\n\ndog\n"))[1] as string, /no names of labels are taken from it/);
    assertMatch(
      (await load("x".repeat(70_000)))[1] as string,
      /has 70000 bytes; wanted at most 65536/,
    );
  });
});

itNeeds(rights, "pixels that are only 0 and 1 become black and white, which is told", async () => {
  await withFolder(async (folder) => {
    const load = async (...pixels: number[]) => {
      await write(folder, {
        "train-images-idx3-ubyte": idxBytes([2, 1, 2], Uint8Array.from(pixels)),
      });
      const told: string[] = [];
      const data = await loadImages({ source: folder, count: 1 }, (line) => told.push(line));
      return [[...data.pixels], told.filter((line) => !line.includes("no labels"))] as const;
    };
    const [pixels, [line]] = await load(0, 1, 1, 0);
    assertEquals(pixels, [0, 255]);
    assertMatch(line, /^the images of \S+ that have only the pixel values 0 and 1 are taken as/);
    // It takes all images of the file to tell.
    assertEquals(await load(0, 1, 0, 200), [[0, 1], [
      (await load(0, 1, 0, 200))[1][0],
    ]]);
    assertMatch(
      (await load(0, 16, 3, 0))[1][0],
      /largest pixel value in .* is 16, where white is 255/,
    );
    assertMatch((await load(1, 1, 1, 1))[1][0], /every pixel of .* has the value 1/);
    assertEquals(await load(0, 255, 0, 1), [[0, 255], []]);
  });
});

it("every name of a file of a data set is known with its prefix, and no other", () => {
  assertEquals(IDX_NAMES.length, new Set(IDX_NAMES.map(({ name }) => name)).size);
  for (const { name } of IDX_NAMES) {
    for (const prefix of ["", "emnist-letters-", "a-b-c-"]) {
      assertEquals(idxPrefix(prefix + name), prefix);
    }
    for (const other of [`${name}x`, `x${name}`, `${name}.gz.gz`, name.slice(1)]) {
      assertEquals(idxPrefix(other), undefined, other);
    }
  }
});

itNeeds(rights, "links are followed, loops passed over", async () => {
  if (Deno.build.os === "windows") return;
  await withFolder(async (folder) => {
    await write(folder, { "real/train-images-idx3-ubyte": images(2) });
    await Deno.mkdir(`${folder}/data`);
    await Deno.symlink(`${folder}/data`, `${folder}/data/loop`);
    await Deno.symlink(`${folder}/nowhere`, `${folder}/data/dead`);
    assertEquals(await findIdxFiles(`${folder}/data`), undefined);
    await Deno.symlink(`${folder}/real`, `${folder}/data/linked`);
    assertEquals((await loadMnist({ source: `${folder}/data/linked` })).count, 2);
    await Deno.remove(`${folder}/data/loop`);
    assertEquals((await loadMnist({ source: `${folder}/data` })).count, 2);
  });
});

itNeedsModes(rights, "closed folders are passed over, but not the one that is named", async () => {
  await withFolder(async (folder) => {
    const closed = `${folder}/closed`;
    await write(folder, {
      "closed/train-images-idx3-ubyte": images(1),
      "open/train-images-idx3-ubyte": images(2),
    });
    await Deno.chmod(closed, 0);
    try {
      assertEquals((await loadMnist({ source: folder })).count, 2);
      await assertRejects(() => findIdxFiles(closed), UserError, `cannot read ${closed}: `);
    } finally {
      await Deno.chmod(closed, 0o700);
    }
  });
});
