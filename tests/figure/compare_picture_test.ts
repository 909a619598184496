import { assertRejects, assertStringIncludes } from "@std/assert";
import { comparePicture } from "../compare_picture.ts";
import { decodePng } from "../../lib/figure/png.ts";
import { stages } from "../../lib/figure/stages.ts";
import { itNeeds, type Right } from "../needs.ts";

const CANVAS: Right[] = ["read", "write", "ffi", "env"];

itNeeds(CANVAS, "comparePicture() fails on another size, and leaves the picture", async () => {
  if (Deno.env.get("UPDATE_PICTURES") === "1") return; // would store the wrong picture
  const canvas = await stages([{ label: "one", images: new Float32Array(784) }]);
  const { message } = await assertRejects(() =>
    comparePicture(canvas, "fixtures/figures/stages.png")
  );
  const left = new URL("../out/stages.png", import.meta.url);
  const { width, height } = await decodePng(await Deno.readFile(left));
  await Deno.remove(left);
  assertStringIncludes(message, `${width} x ${height} pixels`);
  assertStringIncludes(message, "fixtures/figures/stages.png");
  assertStringIncludes(message, "tests/out/stages.png");
  assertStringIncludes(message, "UPDATE_PICTURES=1");
});
