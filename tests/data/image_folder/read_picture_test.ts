/** Pictures of all kinds become gray squares; what is no picture says so, and is not decoded. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { deflateSync } from "node:zlib";
import { sharp } from "../../../lib/deps/sharp.ts";
import {
  MAX_PICTURE_BYTES,
  type Picture,
  readPicture,
} from "../../../lib/data/image_folder/read_picture.ts";
import { crc32 } from "node:zlib";
import { itNeeds } from "../../needs.ts";
import { pictureBytes, withFolder, writeFiles } from "./make_pictures.ts";

const rights = ["read", "write", "ffi"] as const;

/** What a file with these bytes is read as. */
async function read(bytes: Uint8Array, size = 28): Promise<Picture | string> {
  let found: Picture | string = "";
  await withFolder(async (folder) => {
    await writeFiles(folder, { "picture.png": bytes });
    found = await readPicture(`${folder}/picture.png`, size);
  });
  return found;
}

/** The picture of bytes that are one. */
async function picture(bytes: Uint8Array, size = 28): Promise<Picture> {
  const found = await read(bytes, size);
  assert(typeof found !== "string", `${found}`);
  return found;
}

/** The largest difference between two images. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  assertEquals(a.length, b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));
}

itNeeds(rights, "readPicture() keeps every pixel of a gray picture of the right size", async () => {
  const gray = Uint8Array.from({ length: 784 }, (_, i) => (i * 37) % 256);
  const at = (x: number, y: number) => gray[y * 28 + x];
  for (const format of ["png", "webp", "jpeg"] as const) {
    const found = await picture(await pictureBytes([28, 28], at, { format }));
    const most = format === "jpeg" ? 4 : 0; // the only one of the three that loses something
    assert(difference(found.gray, gray) <= most, `${format}: ${difference(found.gray, gray)}`);
    assertEquals([found.width, found.height, found.colored, found.turned], [28, 28, false, false]);
  }
});

itNeeds(rights, "readPicture() takes the luma of Rec. 601", async () => {
  for (const [color, luma] of [[[255, 0, 0], 76], [[0, 255, 0], 150], [[0, 0, 255], 29]] as const) {
    const { gray, colored } = await picture(await pictureBytes([40, 30], () => color));
    assertEquals([gray[0], gray[783], colored], [luma, luma, true]);
  }
});

itNeeds(rights, "readPicture() cuts the square in the middle", async () => {
  const wide = await picture(await pictureBytes([90, 30], (x) => x < 30 || x >= 60 ? 255 : 80), 10);
  assertEquals([...new Set(wide.gray.subarray(1, 9))], [80]); // the outer columns border on white
  const high = await picture(
    await pictureBytes([30, 90], (_, y) => y < 30 || y >= 60 ? 255 : 80),
    10,
  );
  assertEquals([...new Set(high.gray.subarray(10, 90))], [80]);
});

itNeeds(
  rights,
  "readPicture() averages: stripes of one pixel become gray, not other stripes",
  async () => {
    for (const format of ["png", "jpeg", "webp"] as const) {
      const { gray } = await picture(
        await pictureBytes([1000, 1000], (x) => x % 2 * 255, { format }),
      );
      // Where the rows do not divide evenly, libvips repeats a picture's last column in its last block.
      assert(difference(gray, new Uint8Array(784).fill(127)) <= 12, `${format}: ${gray}`);
    }
  },
);

itNeeds(rights, "readPicture() turns upright what EXIF says is turned", async () => {
  // White at the left of the file; turned by a quarter to the right, it is at the top.
  const left = (x: number) => x < 20 ? 255 : 0;
  for (const format of ["jpeg", "png", "webp"] as const) {
    const bytes = await pictureBytes([40, 60], left, { format, orientation: 6 });
    const { gray, width, height, turned } = await picture(bytes, 10);
    assertEquals([width, height, turned], [60, 40, true]);
    assert(gray[5] > 250 && gray[95] < 5, `${format}: ${gray}`);
    const mirrored = await picture(
      await pictureBytes([40, 40], left, { format, orientation: 2 }),
      10,
    );
    assert(mirrored.gray[0] < 5 && mirrored.gray[9] > 250, `${format}: ${mirrored.gray}`);
  }
});

itNeeds(
  rights,
  "readPicture() keeps apart what is drawn and where the ground shines through",
  async () => {
    for (const format of ["png", "webp"] as const) {
      const clear = await pictureBytes([28, 28], (x) => [200, x < 14 ? 255 : 51], { format });
      const { gray, ground } = await picture(clear);
      assert(ground);
      assertEquals([gray[0], ground[0], ground[27]], [200, 0, 204]);
      assert(Math.abs(gray[27] - 40) <= 1, `${gray[27]}`); // a fifth of 200
    }
    const opaque = await picture(await pictureBytes([28, 28], () => [200, 255]));
    assertEquals([opaque.ground, opaque.gray[0]], [undefined, 200]);
  },
);

itNeeds(
  rights,
  "readPicture() takes 16 bits, palettes, CMYK, and the first of several frames",
  async () => {
    const deep = sharp(new Uint16Array(1600).fill(0x8080), {
      raw: { width: 40, height: 40, channels: 1 },
    })
      .toColourspace("grey16").png();
    assertEquals((await picture(await deep.toBuffer())).gray[0], 0x80);
    const flat = sharp(await pictureBytes([40, 40], () => [255, 0, 0]));
    assertEquals((await picture(await flat.clone().png({ palette: true }).toBuffer())).gray[0], 76);
    const cmyk = await picture(await flat.clone().toColourspace("cmyk").jpeg().toBuffer());
    assert(cmyk.colored && Math.abs(cmyk.gray[0] - 76) < 25, `${cmyk.gray[0]}`); // inks are not lights
    const frames = await Promise.all([10, 200].map((gray) => pictureBytes([30, 30], () => gray)));
    const moving = await sharp(frames, { join: { animated: true } }).webp({ lossless: true })
      .toBuffer();
    const first = await picture(moving);
    assertEquals([first.animated, first.gray[0], first.height], [true, 10, 30]);
  },
);

itNeeds(rights, "readPicture() decodes nothing that announces too many pixels", async () => {
  const bomb = pngHeader(60_000, 60_000);
  assert(bomb.length < 2000);
  assertEquals(
    await read(bomb),
    "announces 60000 x 60000 pixels; at most 100000000 are decoded",
  );
  assertMatch(
    `${await read(pngHeader(2 ** 31 - 1, 2 ** 31 - 1))}`,
    /^(announces|cannot be decoded)/,
  );
});

itNeeds(rights, "readPicture() says what is no whole picture", async () => {
  assertEquals(await read(new TextEncoder().encode("a text, whatever its name")), NO_PICTURE);
  assertEquals(await read(new TextEncoder().encode('<svg xmlns="x" width="9"/>')), NO_PICTURE);
  assertEquals(await read(new Uint8Array()), "is empty");
  const noise = (x: number, y: number) => (x * 7919 + y * 104729) % 251;
  for (const format of ["png", "jpeg", "webp"] as const) {
    const bytes = await pictureBytes([200, 200], noise, { format });
    for (const part of [0.02, 0.5, 0.9]) {
      const cut = await read(bytes.subarray(0, Math.max(12, Math.floor(part * bytes.length))));
      assertMatch(`${cut}`, /^cannot be decoded: /, `${format}, ${part}`);
    }
  }
  await withFolder(async (folder) => {
    const large = `${folder}/large.png`;
    await writeFiles(folder, { "large.png": await pictureBytes([30, 30], () => 9) });
    await Deno.truncate(large, MAX_PICTURE_BYTES + 1);
    assertEquals(await readPicture(large, 28), "has 67108865 bytes; at most 67108864 are read");
    assertEquals(await readPicture(`${folder}/none.png`, 28), "is no longer there");
    await Deno.mkdir(`${folder}/folder.png`);
    assertMatch(
      `${await readPicture(`${folder}/folder.png`, 28)}`,
      /^cannot be read: .*it is a folder/,
    );
  });
});

const NO_PICTURE = "is not a PNG, JPEG or WebP file";

/** A PNG that announces so many pixels, and has none. */
function pngHeader(width: number, height: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8); // bits, of gray
  const chunk = (type: string, data: Uint8Array) => {
    const body = new Uint8Array([...new TextEncoder().encode(type), ...data]);
    const framed = new DataView(new ArrayBuffer(body.length + 8));
    framed.setUint32(0, data.length);
    new Uint8Array(framed.buffer).set(body, 4);
    framed.setUint32(body.length + 4, crc32(body));
    return [...new Uint8Array(framed.buffer)];
  };
  return new Uint8Array([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk("IHDR", new Uint8Array(header.buffer)),
    ...chunk("IDAT", new Uint8Array(deflateSync(new Uint8Array(1000)))),
    ...chunk("IEND", new Uint8Array()),
  ]);
}
