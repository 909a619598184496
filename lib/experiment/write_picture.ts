import type { Canvas } from "../deps/canvas.ts";
import { encodePng } from "../figure/png.ts";

/** Writes a canvas as a PNG into a folder. */
export async function writePicture(
  folder: { write(name: string, content: Uint8Array): Promise<void> },
  name: string,
  canvas: Canvas,
): Promise<void> {
  await folder.write(name, await encodePng(canvas));
}
