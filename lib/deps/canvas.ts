/** Door to @napi-rs/canvas: the web's canvas outside a browser (needs `--allow-ffi`). */
export { createCanvas, GlobalFonts, loadImage } from "npm:@napi-rs/canvas@1.0.11";
import type * as napi from "npm:@napi-rs/canvas@1.0.11";
export type { SKRSContext2D } from "npm:@napi-rs/canvas@1.0.11";

/** A picture that can be drawn on. */
export type Canvas = napi.Canvas;
