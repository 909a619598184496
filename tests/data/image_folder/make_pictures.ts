import { sharp } from "../../../lib/deps/sharp.ts";

/** How a picture is stored. */
export interface MadeFile {
  /** PNG, if nothing is said. */
  readonly format?: "png" | "jpeg" | "webp";
  /** How EXIF says that it is to be turned: 6 is by a quarter to the right. */
  readonly orientation?: number;
}

/**
 * The bytes of a picture of this color at each place: one number is a gray, two with opacity; three, four.
 */
export async function pictureBytes(
  [width, height]: readonly [width: number, height: number],
  color: (x: number, y: number) => number | readonly number[],
  { format = "png", orientation }: MadeFile = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const values: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) values.push(...[color(x, y)].flat());
  }
  const channels = values.length / (width * height) as 1 | 2 | 3 | 4;
  const raw = sharp(Uint8Array.from(values), { raw: { width, height, channels } });
  const turned = orientation === undefined ? raw : raw.withMetadata({ orientation });
  const lossless = { quality: 100, lossless: true, chromaSubsampling: "4:4:4" };
  return new Uint8Array(await turned.toFormat(format, format === "png" ? {} : lossless).toBuffer());
}

/** Writes files by their paths below a folder, and the folders that they lie in. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = `${folder}/${name}`;
    await Deno.mkdir(path.replace(/\/[^/]*$/, ""), { recursive: true });
    if (typeof content === "string") await Deno.writeTextFile(path, content);
    else await Deno.writeFile(path, content);
  }
}

/** A folder's path for as long as `use` takes. */
export async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
