/** Pictures of one's own, from a folder of files to a trained model. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { createCanvas, loadImage } from "../../lib/deps/canvas.ts";
import { shellWord } from "../../lib/cli/shell_word.ts";
import { registerFonts } from "../../lib/figure/register_fonts.ts";
import { typeface } from "../../lib/figure/typeface.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { pictureBytes, writeFiles } from "../data/image_folder/make_pictures.ts";
import { itNeeds } from "../needs.ts";
import { itNeedsPython, runPython } from "../python.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights = ["read", "write", "env", "ffi", "run"] as const;
const fast = ["--backend", "wasm", "--threads", "1"];

/** 200 handwritten digits of 8 x 8 pixels from scikit-learn, and what they show (fixtures/README.md). */
async function digits(): Promise<{ gray: number[]; digit: number }[]> {
  const text = await Deno.readTextFile(
    new URL("../../fixtures/digits/digits.csv", import.meta.url),
  );
  return text.trim().split("\n").map((line) => {
    const values = line.split(",").map(Number);
    return {
      gray: values.slice(0, 64).map((ink) => Math.round(255 * ink / 16)),
      digit: values[64],
    };
  });
}

/** Writes them as files of all kinds, in a folder for each digit: `3/17.webp`. */
async function writeDigits(folder: string): Promise<void> {
  for (const [i, { gray, digit }] of (await digits()).entries()) {
    const format = i % 2 === 0 ? "png" : "webp";
    const color = (x: number, y: number) => {
      const level = gray[8 * y + x];
      return i % 3 === 0 ? level : i % 3 === 1 ? [level, level, level] : [level, level, level, 255];
    };
    await writeFiles(folder, {
      [`${digit}/${i}.${format}`]: await pictureBytes([8, 8], color, { format }),
    });
  }
}

/** Runs a task that is to succeed; what it prints. */
async function run(task: Parameters<typeof runTask>[0], ...args: string[]) {
  const { status, stdout, stderr } = await runTask(task, ...args);
  assertEquals(status, 0, `${task}: ${stderr}`);
  return { stdout, stderr };
}

const withPython = await itNeedsPython("struct");

itNeeds(rights, "deno task data makes images of pictures, and every task takes them", async () => {
  await withFolder(async (folder) => {
    const [pictures, made] = [`${folder}/digits`, `${folder}/made`];
    await writeDigits(pictures);
    const { stdout } = await run("data", pictures, "--size", "8", "--out", made);
    assertStringIncludes(stdout, "200 pictures of 8 x 8 pixels became gray images of 8 x 8.\n");
    assertStringIncludes(stdout, "Not inverted: the median gray along the edges is 0");
    assertMatch(stdout, /^all +171 +29$/m);
    assertMatch(stdout, /^Recommended: beta 0\.1 with 8 latent units/m);
    const sheet = await loadImage(`${made}/contact-sheet.png`);
    assert(sheet.width > 1000 && sheet.height > 800);

    // Every picture is there, pixel by pixel, with its label.
    const [train, test] = [
      await loadMnist({ source: made }),
      await loadMnist({ source: made, split: "test" }),
    ];
    const found = [train, test].flatMap((data) =>
      Array.from(
        { length: data.count },
        (_, i) => `${data.pixels.subarray(64 * i, 64 * i + 64)} ${data.labels![i]}`,
      )
    );
    const wanted = (await digits()).map(({ gray, digit }) => `${gray} ${digit}`);
    assertEquals(found.sort(), wanted.sort());
    const record = JSON.parse(await Deno.readTextFile(`${made}/data.json`));
    assertEquals(record.train, { images: 171, sha256: await train.sha256() });
    assertEquals([record.source, record.size, record.seed, record.inverted], [
      pictures,
      8,
      0,
      false,
    ]);

    const looked = await run("data", made, "--out", `${folder}/looked-at`);
    assertMatch(looked.stdout, /^Recommended: beta 0\.1 with 8 latent units/m);
    assertMatch(looked.stderr, /^caution: 171 training images are few \(wanted 1000 or more\)/m);

    const command = /deno task train (--data .*)/.exec(stdout)![1].split(" ");
    const trained = ["--out", `${folder}/train`, ...fast];
    await run("train", ...command, "--epochs", "1", ...trained);
    await run("train", ...command, "--epochs", "2", "--resume", ...trained);
    const { data } = JSON.parse(await Deno.readTextFile(`${folder}/train/run.json`));
    assertEquals([data.name, data.sha256], [made, record.train.sha256]);
  });
});

itNeeds(
  rights,
  "a folder of pictures is trained on as it is, resumed, compared, and shown",
  async () => {
    await withFolder(async (folder) => {
      const pictures = `${folder}/digits`;
      await writeDigits(pictures);
      const data = ["--data", pictures];
      for (const [seed, out] of [["0", "one"], ["1", "two"]]) {
        const args = [...data, ...fast, "--seed", seed, "--out", `${folder}/${out}`];
        const { stderr } = await run("naive", ...args, "--epochs", "1");
        assertStringIncludes(
          stderr,
          `caution: the 200 pictures in ${pictures} are made gray images`,
        );
        assertEquals(stderr.match(/are made gray images/g)?.length, 1);
        await run("naive", ...args, "--epochs", "2", "--resume");
      }
      await run("compare", `${folder}/one`, `${folder}/two`, "--out", `${folder}/compare`);
      const model = ["--model", `${folder}/one/model.safetensors`];
      await run("sample", ...model, "--out", `${folder}/sample`);
      const line = await run("interpolate", ...data, ...model, "--out", `${folder}/interpolate`);
      assert(!line.stderr.includes("other images"), line.stderr);
      const mixed = await run("interpolate", ...model, "--out", `${folder}/mixed`);
      assertStringIncludes(mixed.stderr, "was trained on other images than those of mnist: on 171");
      assertStringIncludes(mixed.stderr, "--data names them.");
      const { stdout } = await run("predict", ...data, "--out", `${folder}/predict`);
      assertMatch(stdout, /171 images before any training/);
      await run("classifier", ...data, "--epochs", "1", "--out", `${folder}/classifier`);
      await run("explore", ...data, "--build", `${folder}/site`);
      const site = JSON.parse(await Deno.readTextFile(`${folder}/site/site.json`));
      assertEquals(site.data.name, "digits");

      // Another picture is another data set: the run cannot be resumed on it.
      await writeFiles(pictures, { "0/new.png": await pictureBytes([8, 8], (x, y) => 30 * x + y) });
      const args = [...data, ...fast, "--out", `${folder}/one`, "--epochs", "3", "--resume"];
      const { status, stderr } = await runTask("naive", ...args);
      assertEquals(status, 1);
      assertMatch(stderr, /^error: .*images/m);
    });
  },
);

/** A letter on paper or on nothing, of any size. */
function letter(
  text: string,
  [width, height]: readonly [number, number],
  paper?: string,
): (x: number, y: number) => readonly number[] {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext("2d");
  if (paper) {
    context.fillStyle = paper;
    context.fillRect(0, 0, width, height);
  }
  context.fillStyle = "#202040";
  context.font = `${0.7 * Math.min(width, height)}px ${typeface}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, width / 2, height / 2);
  const { data } = context.getImageData(0, 0, width, height);
  return (x, y) => [...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4)];
}

/** Writes letters of all sizes, formats and grounds, some of them turned, in a folder for each. */
async function writeLetters(folder: string): Promise<number> {
  await registerFonts();
  let count = 0;
  for (const text of ["A", "F", "Ω"]) {
    for (const [i, side] of [31, 40, 57, 64, 90, 128, 200].entries()) {
      const size = [side, side + 10 * (i % 3)] as const;
      const ground = i % 3 === 0 ? undefined : i % 3 === 1 ? "white" : "#f4f0ea";
      const color = letter(text, size, ground);
      const format = (["png", "webp", "jpeg"] as const)[i % 3];
      // What EXIF turns by half a circle is stored upside down.
      const turned = format === "jpeg";
      const bytes = await pictureBytes(
        size,
        turned ? (x, y) => color(size[0] - 1 - x, size[1] - 1 - y) : color,
        { format, ...turned ? { orientation: 3 } : {} },
      );
      await writeFiles(folder, { [`${text}/${side}.${format}`]: bytes });
      count++;
    }
  }
  return count;
}

itNeeds(
  rights,
  "deno task data reads letters of all sizes, formats, grounds and orientations",
  async () => {
    await withFolder(async (folder) => {
      const [letters, made] = [`${folder}/letters`, `${folder}/made of letters`];
      const count = await writeLetters(letters);
      await writeFiles(letters, {
        "A/broken.png": "not a picture",
        "F/notes.txt": "",
        ".DS_Store": "",
      });
      const { stdout, stderr } = await run("data", letters, "--out", made, "--test-share", "0.3");
      assertStringIncludes(
        stdout,
        `${count} pictures of 31 x 31 to 200 x 200 pixels (7 sizes) became gray`,
      );
      assertMatch(stdout, /^ {2}6 turned upright/m);
      assert(
        stdout.endsWith(`; as IDX files, for every task: --data ${shellWord(made)}\n`),
        stdout,
      );
      assertMatch(stdout, /^ {2}9 transparent: laid on white/m);
      assertMatch(stdout, /^ {2}Inverted: the median gray along the edges is 2\d\d,/m);
      assertMatch(
        stdout,
        /^2 files are left out:\n {2}F\/notes\.txt is not named .*\n {2}A\/broken\.png is not a PNG/m,
      );
      assertMatch(stderr, /^caution: 1\d training images are fewer than a batch of 128/m);
      assertEquals(await Deno.readTextFile(`${made}/labels.txt`), "A\nF\nΩ\n");

      // Whatever their file, all pictures of a letter are nearly the same image, and no other's.
      const train = await loadMnist({ source: made });
      assertEquals(train.labelNames, ["A", "F", "Ω"]);
      const images = [...Array(train.count).keys()].map((i) => train.rows([i]));
      const distance = (a: Float32Array, b: Float32Array) =>
        a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);
      for (const [i, image] of images.entries()) {
        const nearest = images.keys().filter((k) => k !== i).toArray()
          .sort((a, b) => distance(image, images[a]) - distance(image, images[b]))[0];
        assertEquals(train.labels![nearest], train.labels![i]);
      }
    });
  },
);

itNeeds(
  rights,
  "deno task data writes anew what it wrote, and takes away labels that are no more",
  async () => {
    await withFolder(async (folder) => {
      const [pictures, made] = [`${folder}/pictures`, `${folder}/made`];
      const gray = (n: number) => pictureBytes([6, 6], (x, y) => (n * 9 + x * y) % 256);
      for (const n of [1, 2, 3, 4]) {
        await writeFiles(pictures, { [`${"ab"[n % 2]}/${n}.png`]: await gray(n) });
      }
      await run("data", pictures, "--out", made);
      assert((await loadMnist({ source: made })).labels);
      for (const label of ["a", "b"]) {
        await Deno.remove(`${pictures}/${label}`, { recursive: true });
      }
      for (const n of [5, 6, 7]) await writeFiles(pictures, { [`${n}.png`]: await gray(n) });
      await run("data", pictures, "--out", made);
      assertEquals((await loadMnist({ source: made })).labels, undefined);
      const names = [...Deno.readDirSync(made)].map(({ name }) => name).filter((name) =>
        name[0] !== "."
      );
      assertEquals(names.sort(), [
        ...["contact-sheet.png", "data.json", "t10k-images-idx3-ubyte", "train-images-idx3-ubyte"],
      ]);
      await Deno.writeTextFile(`${made}/data.json`, "mine");
      const { status, stderr } = await runTask("data", pictures, "--out", made);
      assertEquals(status, 1);
      assertStringIncludes(stderr, "data.json is there already");
      assert(!stderr.includes("decoding"), stderr); // which may take minutes
      await run("data", pictures, "--out", made, "--force");
    });
  },
);

itNeeds(rights, "deno task data only looks at IDX files, and at MNIST", async () => {
  await withFolder(async (folder) => {
    const { stdout } = await run("data", "mnist", "--out", folder);
    assertMatch(stdout, /^0 +5923 +980$/m);
    assertStringIncludes(stdout, "Critical beta* = 2 x 5.117 = 10.23");
    assertMatch(stdout, /^Recommended: beta 1 with 8 latent units/m);
    assertMatch(stdout, /train --data mnist --beta 1 --latent-size 8 --head linear$/m);
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) =>
      name[0] !== "."
    );
    assertEquals(names, ["contact-sheet-of-mnist.png"]);
    const { status, stderr } = await runTask("data", "mnist", "--size", "14", "--out", folder);
    assertEquals(status, 1);
    assertStringIncludes(stderr, "--size is for pictures; mnist has IDX files");
  });
});

itNeeds(rights, "deno task data says in a line what it cannot read", async () => {
  await withFolder(async (folder) => {
    await writeFiles(folder, { "empty/.hidden": "", "text/a.png": "a text", "a.zip": "PK" });
    for (
      const [source, message] of [
        ["none", /cannot read the folder \S+none: there is no such folder/],
        ["empty", /no picture in \S+empty\. Wanted PNG, JPEG or WebP/],
        ["text", /no picture in .*a\.png is not a PNG, JPEG or WebP file/],
        ["a.zip", /it is a file, and a folder is wanted \(an archive has to be unpacked\)/],
      ] as const
    ) {
      const { status, stderr } = await runTask(
        "data",
        `${folder}/${source}`,
        "--out",
        `${folder}/out`,
      );
      assertEquals(status, 1, source);
      assertMatch(stderr, message);
      assert(!/^ +at /m.test(stderr), stderr);
    }
    const inside = await runTask("data", `${folder}/text`, "--out", `${folder}/text/out`);
    assertStringIncludes(inside.stderr, "the results would lie among the pictures");
    const { status, stderr } = await runTask("data");
    assertEquals(status, 2);
    assertStringIncludes(stderr, "missing argument <mnist|FOLDER>");
  });
});

withPython("a program in Python reads the images that deno task data writes", async (python) => {
  await withFolder(async (folder) => {
    await writeDigits(`${folder}/digits`);
    await run("data", `${folder}/digits`, "--size", "8", "--out", `${folder}/made`);
    // As torchvision's read_sn3_pascalvincent_tensor does.
    const program = `
import struct, sys
def read(path):
    data = open(path, "rb").read()
    magic = struct.unpack(">I", data[:4])[0]
    dimensions, kind = magic % 256, magic // 256
    assert kind == 8 and 1 <= dimensions <= 3
    shape = struct.unpack(">%dI" % dimensions, data[4:4 + 4 * dimensions])
    values = data[4 + 4 * dimensions:]
    product = 1
    for length in shape: product *= length
    assert len(values) == product
    return shape, values
for split in ("train", "t10k"):
    shape, values = read(sys.argv[1] + "/" + split + "-images-idx3-ubyte")
    labels = read(sys.argv[1] + "/" + split + "-labels-idx1-ubyte")[1]
    print(*shape, sum(values), sum(labels))`;
    const printed = await runPython(python, ["-c", program, `${folder}/made`]);
    const sum = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0);
    const wanted = await Promise.all((["train", "test"] as const).map(async (split) => {
      const { count, pixels, labels } = await loadMnist({ source: `${folder}/made`, split });
      return `${count} 8 8 ${sum(pixels)} ${labels!.reduce((sum, label) => sum + label, 0)}`;
    }));
    assertEquals(printed.trim().split(/\r?\n/), wanted);
  });
});
