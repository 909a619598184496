/** Door to @napi-rs/canvas: the web's canvas outside a browser (needs `--allow-ffi`). */
import fs from "node:fs";
import process from "node:process";
import type * as napi from "npm:@napi-rs/canvas@1.0.11";

/** A picture in memory. */
export type Canvas = napi.Canvas;
/** What draws on a canvas. */
export type Context = napi.SKRSContext2D;

/** The package's functions that the lab uses. */
export const { createCanvas, GlobalFonts, loadImage } = await load();

/**
 * While it loads, the package asks for three more permissions, and gets the answers from here instead:
 * for its settings and the home folder, to load the machine's fonts, which the figures never use; and,
 * on Linux, for a file that tells which C library the machine has: Deno's own is what counts.
 */
async function load(): Promise<typeof napi> {
  const { env } = process;
  const { readFileSync } = fs;
  process.env = { DISABLE_SYSTEM_FONTS_LOAD: "1" };
  fs.readFileSync =
    ((file: string, ...options: []) =>
      file === "/usr/bin/ldd"
        ? Deno.build.target
        : readFileSync(file, ...options)) as typeof readFileSync;
  try {
    return await import("npm:@napi-rs/canvas@1.0.11");
  } finally {
    process.env = env;
    fs.readFileSync = readFileSync;
  }
}
