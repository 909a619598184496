/**
 * Measures a word in the figures' typeface, in a program of its own, since the canvas is a native library:
 *
 *     deno run --allow-read --allow-env --allow-ffi lib/cli/doctor/try_fonts.ts
 */
import { registerFonts } from "../../figure/register_fonts.ts";
import { typeface } from "../../figure/typeface.ts";
import { report } from "./report.ts";

if (import.meta.main) {
  await report(async (): Promise<string> => {
    const { createCanvas } = await import("../../deps/canvas.ts");
    await registerFonts();
    const context = createCanvas(100, 100).getContext("2d");
    context.font = `20px "${typeface}"`;
    const { width } = context.measureText("βKL");
    if (!(width > 0)) throw new Error(`"βKL" in ${typeface} should have a width, found ${width}`);
    return "DejaVu Sans, regular and bold";
  });
}
