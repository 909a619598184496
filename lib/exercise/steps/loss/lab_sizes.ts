import { LAB_IMAGE, pixelsOf } from "../../../math/image_shape.ts";

/** The sizes that messages speak of: the lab's pixels, latent units and rows of a batch. */
export const LAB = { pixels: pixelsOf(LAB_IMAGE), latentSize: 8, rows: 128 };
