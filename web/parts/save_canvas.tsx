import type { RefObject } from "../../lib/deps/preact.ts";
import { saveUrl } from "./save.ts";
import { words } from "../words.ts";

/** The shorter side of a saved picture is this long at least; pixels stay squares. */
const LEAST = 280;

/** A button that saves the canvas in an element, or the element itself, as PNG. */
export function SaveCanvas(
  { of, name }: { readonly of: RefObject<HTMLElement | null>; readonly name: string },
) {
  const save = () => {
    const found = of.current;
    const canvas = found instanceof HTMLCanvasElement ? found : found?.querySelector("canvas");
    if (canvas) saveUrl(enlarged(canvas).toDataURL("image/png"), `${name}.png`);
  };
  return <button type="button" class="small" onClick={save}>{words.common.savePng}</button>;
}

function enlarged(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const scale = Math.ceil(LEAST / Math.min(canvas.width, canvas.height));
  if (scale <= 1) return canvas;
  const large = document.createElement("canvas");
  [large.width, large.height] = [scale * canvas.width, scale * canvas.height];
  const context = large.getContext("2d")!;
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, 0, 0, large.width, large.height);
  return large;
}
