/** Door to @napi-rs/canvas: the web's canvas outside a browser (needs `--allow-ffi`). */
import type * as napi from "npm:@napi-rs/canvas@1.0.11";
export { createCanvas, GlobalFonts, loadImage } from "npm:@napi-rs/canvas@1.0.11";

/** A picture in memory. */
export type Canvas = napi.Canvas;
/** What draws on a canvas. */
export type Context = napi.SKRSContext2D;
