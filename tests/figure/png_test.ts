import { assertEquals } from "@std/assert";
import { decodePng, encodePng } from "../../lib/figure/png.ts";
import { itNeeds } from "../needs.ts";

itNeeds(
  ["read", "ffi", "env"],
  "decodePng() reads back the pixels that encodePng() wrote",
  async () => {
    const { createCanvas } = await import("../../lib/deps/canvas.ts");
    const canvas = createCanvas(2, 1);
    const context = canvas.getContext("2d");
    context.fillStyle = "rgb(10, 20, 30)";
    context.fillRect(0, 0, 1, 1);
    context.fillStyle = "white";
    context.fillRect(1, 0, 1, 1);
    assertEquals(await decodePng(await encodePng(canvas)), {
      width: 2,
      height: 1,
      pixels: Uint8ClampedArray.of(10, 20, 30, 255, 255, 255, 255, 255),
    });
  },
);
