import type { sharp as Sharp } from "../../deps/sharp.ts";
import { readPlainFile } from "../../file/read_plain_file.ts";
import { readHead } from "../../file/read_head.ts";
import { oneLine, UserError } from "../../user_error.ts";

/** A picture as a model may see it, before its ground is chosen. */
export interface Picture {
  /** Gray values of what is opaque, on black: 0 ... 255. [S * S] */
  readonly gray: Uint8Array;
  /** How far the ground shines through each pixel, 0 ... 255; absent where it nowhere does. [S * S] */
  readonly ground?: Uint8Array;
  /** The file's own, upright. */
  readonly height: number;
  readonly width: number;
  /** Whether it has colors. */
  readonly colored: boolean;
  /** Whether the file says by EXIF how to turn it. */
  readonly turned: boolean;
  /** Whether there are more pictures in the file, of which this is the first. */
  readonly animated: boolean;
  /** The SHA-256 of the file. */
  readonly sha256: string;
}

/** Bounds of a file, in bytes, and of a picture, in pixels: what is beyond is never decoded. */
export const MAX_PICTURE_BYTES = 2 ** 26, MAX_PICTURE_PIXELS = 1e8;

/** The seconds that decoding may take. */
const MAX_SECONDS = 60;

/** Red, green and blue differ by more in what is not gray. */
const COLORED = 8;

/**
 * Reads a PNG, JPEG or WebP file: turned upright, cut to the largest square in its middle, and scaled to S x
 * S pixels, where each is a weighted mean of all that it covers; then its gray is the luma of Rec. 601, 0.299
 * red + 0.587 green + 0.114 blue, as Pillow's and torchvision's. 16 bits become 8, and CMYK or a color
 * profile sRGB.
 *
 * The file's header is judged first: nothing is decoded that is too large.
 *
 * @param size S
 * @returns why it cannot be read, the end of a sentence, if it cannot
 */
export async function readPicture(path: string, size: number): Promise<Picture | string> {
  const { sharp } = await import("../../deps/sharp.ts");
  try {
    const head = await readHead(path, 12);
    if (!head) return "is no longer there";
    if (head.size === 0) return "is empty";
    if (!isPicture(head.bytes)) return "is not a PNG, JPEG or WebP file";
    if (head.size > MAX_PICTURE_BYTES) {
      return `has ${head.size} bytes; at most ${MAX_PICTURE_BYTES} are read`;
    }
    const bytes = await readPlainFile(path, MAX_PICTURE_BYTES);
    return bytes ? await decode(sharp, bytes, size) : "is no longer there";
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    if (!(error instanceof Error)) throw error;
    if (error instanceof UserError) return `cannot be read: ${error.message}`;
    return `cannot be decoded: ${oneLine(error.message.trim().replace(/\.$/, ""))}`;
  }
}

/** By its first bytes: whatever else libvips could read never reaches it. */
function isPicture(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head);
  return ["\x89PNG\r\n\x1a\n", "\xff\xd8\xff"].some((start) => text.startsWith(start)) ||
    text.startsWith("RIFF") && text.slice(8) === "WEBP";
}

/** @throws {Error} libvips' own, if the bytes are no whole picture */
async function decode(
  sharp: typeof Sharp,
  bytes: Uint8Array<ArrayBuffer>,
  size: number,
): Promise<Picture | string> {
  const header = await sharp(bytes, { limitInputPixels: false }).metadata();
  const { width, height } = header.autoOrient;
  if (width * height > MAX_PICTURE_PIXELS) {
    return `announces ${width} x ${height} pixels; at most ${MAX_PICTURE_PIXELS} are decoded`;
  }
  const { data, info } = await sharp(bytes, {
    failOn: "error", // what is cut short; a warning alone is no reason
    limitInputPixels: MAX_PICTURE_PIXELS,
  })
    .timeout({ seconds: MAX_SECONDS })
    .autoOrient()
    .resize(size, size, { fit: "cover", kernel: "linear", fastShrinkOnLoad: false })
    .toColourspace("srgb")
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return {
    ...grays(data, info.channels),
    ...{ height, width },
    turned: (header.orientation ?? 1) > 1,
    animated: (header.pages ?? 1) > 1,
    sha256: new Uint8Array(digest).toHex(),
  };
}

/** The gray values of red, green, blue and, of four channels, opacity. */
function grays(
  data: Uint8Array,
  channels: number,
): Pick<Picture, "gray" | "ground" | "colored"> {
  const pixels = data.length / channels;
  const [gray, ground] = [new Uint8Array(pixels), new Uint8Array(pixels)];
  let [colored, transparent] = [false, false];
  for (let i = 0; i < pixels; i++) {
    const [r, g, b, opacity = 255] = data.subarray(i * channels, (i + 1) * channels);
    const luma = (299 * r + 587 * g + 114 * b) / 1000;
    gray[i] = Math.round(luma * opacity / 255);
    ground[i] = 255 - opacity;
    colored ||= opacity > 0 && Math.max(r, g, b) - Math.min(r, g, b) > COLORED;
    transparent ||= opacity < 255;
  }
  return { gray, ...transparent ? { ground } : {}, colored };
}
