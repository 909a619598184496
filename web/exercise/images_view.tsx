import { useMemo } from "../../lib/deps/preact.ts";
import type { ImagesDrawing } from "../../lib/exercise/drawings/drawing.ts";
import { GrayImages } from "../parts/gray_images.tsx";

/** Rows of images, each under its name. */
export function ImagesView({ drawing }: { readonly drawing: ImagesDrawing }) {
  const { height, width, rows } = drawing;
  return (
    <div class="rows">
      {rows.map(({ name, pixels }) => (
        <figure key={name}>
          <figcaption>{name}</figcaption>
          <Row pixels={pixels} shape={{ height, width }} label={`${drawing.title}: ${name}`} />
        </figure>
      ))}
    </div>
  );
}

function Row(
  { pixels, shape, label }: {
    readonly pixels: string;
    readonly shape: { readonly height: number; readonly width: number };
    readonly label: string;
  },
) {
  const images = useMemo(
    () => Float32Array.from(atob(pixels), (letter) => letter.charCodeAt(0) / 255),
    [pixels],
  );
  return <GrayImages images={images} shape={shape} label={label} />;
}
