import { assert } from "@std/assert";
import type { Canvas } from "../lib/deps/canvas.ts";
import { canvasPixels, decodePng, encodePng, type Pixels } from "../lib/figure/png.ts";

/** How much a picture may differ from the stored one. */
export interface PictureTolerance {
  /** The mean absolute difference of all channels, in levels of 0 to 255. */
  readonly tolerance?: number;
  /** The share of pixels that may differ by more than 32 levels in a channel. */
  readonly share?: number;
}

/**
 * What is forgiven. The pictures were stored on Linux, where the canvas draws them alike to the bit
 * (a dash that changes in one line of a large figure is 0.04 % of its pixels). Other systems have
 * their own way to smooth the edges of letters.
 */
const FORGIVEN = Deno.build.os === "linux"
  ? { tolerance: 0.1, share: 0.0003 }
  : { tolerance: 2, share: 0.03 };

/** A pixel that differs by more levels than this is another pixel, not a rounding. */
const LEVELS = 32;

/**
 * Compares a picture with the stored one, for instance `fixtures/figures/grid.png` (a path from the
 * root of the project).
 *
 * If it differs, the changed picture is left in tests/out, and the failure says where, by how much,
 * and how to accept it: with `UPDATE_PICTURES=1` in the environment the stored picture is rewritten.
 */
export async function comparePicture(
  picture: Canvas | Uint8Array,
  stored: string,
  { tolerance = FORGIVEN.tolerance, share = FORGIVEN.share }: PictureTolerance = {},
): Promise<void> {
  const root = new URL("../", import.meta.url);
  const file = new URL(stored, root);
  const changed = new URL(`tests/out/${stored.split("/").at(-1)}`, root);
  const bytes = picture instanceof Uint8Array ? picture : await encodePng(picture);
  if (Deno.env.get("UPDATE_PICTURES") === "1") {
    await Deno.mkdir(new URL("./", file), { recursive: true });
    return await Deno.writeFile(file, bytes);
  }
  const found = picture instanceof Uint8Array ? await decodePng(picture) : canvasPixels(picture);
  const difference = await differs(found, file, tolerance, share);
  if (!difference) return;
  await Deno.mkdir(new URL("./", changed), { recursive: true });
  await Deno.writeFile(changed, bytes);
  assert(
    false,
    `The picture differs from ${stored}: ${difference}. Compare it with ${
      changed.pathname.slice(root.pathname.length)
    }; to accept it: UPDATE_PICTURES=1 deno task test`,
  );
}

/** What is different, in words, or nothing when the pictures agree. */
async function differs(
  found: Pixels,
  file: URL,
  tolerance: number,
  share: number,
): Promise<string | undefined> {
  const bytes = await Deno.readFile(file).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  });
  if (!bytes) return "there is no stored picture yet";
  const wanted = await decodePng(bytes);
  if (found.width !== wanted.width || found.height !== wanted.height) {
    return `${found.width} x ${found.height} pixels, stored are ${wanted.width} x ${wanted.height}`;
  }
  let sum = 0;
  let moved = 0;
  for (let i = 0; i < found.pixels.length; i += 4) {
    const levels = [0, 1, 2, 3].map((c) => Math.abs(found.pixels[i + c] - wanted.pixels[i + c]));
    sum += levels[0] + levels[1] + levels[2] + levels[3];
    if (Math.max(...levels) > LEVELS) moved++;
  }
  const mean = sum / found.pixels.length;
  const part = moved / (found.pixels.length / 4);
  if (mean <= tolerance && part <= share) return undefined;
  return `mean difference ${mean.toFixed(2)} levels (allowed ${tolerance}), ` +
    `${(100 * part).toFixed(2)} % of the pixels by more than ${LEVELS} (allowed ${100 * share} %)`;
}
