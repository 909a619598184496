import { klFigure } from "../figure/kl_figure.ts";
import type { Gaussian } from "../math/gaussian.ts";
import type { OutputFolder } from "../run/output_folder.ts";
import { writePicture } from "../experiment/write_picture.ts";

/** `kl.png`: the two densities with the integrand, and the divergence as a surface. */
export async function writeKlFigure(folder: OutputFolder, q: Gaussian, p: Gaussian): Promise<void> {
  await writePicture(folder, "kl.png", await klFigure(q, p));
}
