import { fileURLToPath } from "node:url";
import { typeface } from "./typeface.ts";

/**
 * Makes the `typeface` known to the canvas, regular and bold: a machine without any font
 * would draw no text at all, and say nothing.
 *
 * Fonts belong to the process, as the canvas has it; calling this again does nothing.
 *
 * @throws {Error} if a font file cannot be read
 */
export async function registerFonts(): Promise<void> {
  const { GlobalFonts } = await import("../deps/canvas.ts");
  const { dejavuUrls } = await import("../deps/dejavu_fonts.ts");
  if (GlobalFonts.has(typeface)) return;
  for (const url of dejavuUrls()) {
    const path = fileURLToPath(url);
    if (!GlobalFonts.registerFromPath(path, typeface)) {
      throw new Error(`The typeface ${path} should be a TrueType font, but cannot be read`);
    }
  }
}
