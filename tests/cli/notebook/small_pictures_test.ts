import { assert, assertEquals } from "@std/assert";
import { smallPictures } from "../../../lib/cli/notebook/small_pictures.ts";
import { type Canvas, createCanvas } from "../../../lib/deps/canvas.ts";
import { canvasPixels, decodePng, encodePng } from "../../../lib/figure/png.ts";
import { itNeeds } from "../../needs.ts";

/** A picture without any pattern. @param colored whether red, green and blue differ */
function picture(colored: boolean): Canvas {
  const canvas = createCanvas(64, 64);
  const context = canvas.getContext("2d");
  const image = context.createImageData(64, 64);
  for (let i = 0; i < 64 * 64; i++) {
    const level = (i * i * 31) % 251;
    image.data.set([level, colored ? 255 - level : level, colored ? i % 256 : level, 255], 4 * i);
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

itNeeds(
  ["read", "ffi"],
  "smallPictures() makes pictures smaller, keeps gray ones pixel by pixel, and all else",
  async () => {
    const [gray, colored] = [picture(false), picture(true)];
    const said = { name: "stdout", output_type: "stream", text: ["said\n"] } as const;
    const show = async (canvas: Canvas) => ({
      data: { "image/png": (await encodePng(canvas)).toBase64(), "x/y": { z: 1 } },
      metadata: {},
      output_type: "display_data" as const,
    });
    const shown = [await show(gray), await show(colored)];
    const { a, b } = await smallPictures({ a: [said, shown[0]], b: [shown[1]] });

    assertEquals(a[0], said);
    const small = [a[1], b[0]].map((output, i) => {
      assert(output.output_type === "display_data");
      assertEquals(output.data["x/y"], { z: 1 });
      const png = output.data["image/png"] as string;
      assert(png.length < shown[i].data["image/png"].length, `picture ${i}`);
      return Uint8Array.fromBase64(png);
    });
    assertEquals(await decodePng(small[0]), canvasPixels(gray));
    const { width, height } = await decodePng(small[1]);
    assertEquals([width, height], [64, 64]);
  },
);
