/** The worker that predicts: what theory says of the site's first images, before any training. */
import { spectra } from "../lib/theory/spectra.ts";
import { UserError } from "../lib/user_error.ts";
import { loadImages, loadSite } from "./load_site.ts";
import type { TheoryAnswer, TheoryRequest } from "./train/theory.ts";
import { words } from "./words.ts";

self.onmessage = async ({ data: { count } }: MessageEvent<TheoryRequest>) => {
  try {
    const data = await loadImages(await loadSite(), { split: "train", count });
    const { gaussian, bernoulli } = spectra(data);
    answer({
      ...{ kind: "predicted", count, pixels: data.size },
      gaussian: { eigenvalues: gaussian.eigenvalues, collapsed: gaussian.collapsed },
      bernoulli: { eigenvalues: bernoulli.eigenvalues, collapsed: bernoulli.collapsed },
    });
  } catch (error) {
    const message = error instanceof UserError ? error.message : words.common.internal(`${error}`);
    answer({ kind: "failed", count, message });
  }
};

function answer(answer: TheoryAnswer): void {
  self.postMessage(answer);
}
