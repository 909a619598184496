import { useEffect, useRef } from "../../lib/deps/preact.ts";
import { type ImageShape, pixelsOf } from "../../lib/math/image_shape.ts";

/** What is shown of images. */
export interface GrayImagesProps {
  /** Gray values from 0 (black) to 1 (white), image after image. [N * P] */
  readonly images: Float32Array;
  /** The size of each. */
  readonly shape: ImageShape;
  /** Images in a row; all, if nothing is said. */
  readonly columns?: number;
  /** What they show, for those who do not see them. */
  readonly label: string;
}

/** Pixels between two images. */
const GAP = 2;

/** Gray images in rows, their pixels as squares. */
export function GrayImages({ images, shape, columns, label }: GrayImagesProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { height, width } = shape;
  const count = images.length / pixelsOf(shape);
  const inRow = Math.min(columns ?? count, count);
  const across = inRow * (width + GAP) - GAP;
  const down = Math.ceil(count / inRow) * (height + GAP) - GAP;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || count === 0) return;
    const picture = context.createImageData(across, down);
    picture.data.fill(0);
    for (let image = 0; image < count; image++) {
      const left = (image % inRow) * (width + GAP),
        top = Math.floor(image / inRow) * (height + GAP);
      for (let pixel = 0; pixel < height * width; pixel++) {
        const at = 4 * ((top + Math.floor(pixel / width)) * across + left + pixel % width);
        const gray = 255 * images[image * height * width + pixel];
        // Uint8ClampedArray rounds.
        picture.data[at] = picture.data[at + 1] = picture.data[at + 2] = gray;
        picture.data[at + 3] = 255;
      }
    }
    context.putImageData(picture, 0, 0);
  });
  return (
    <canvas
      class="digits"
      role="img"
      aria-label={label}
      ref={canvas}
      width={across}
      height={down}
    />
  );
}
