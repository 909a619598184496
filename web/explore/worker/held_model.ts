import type { DataSet } from "../../../lib/data/data_set.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { aggregateDensity } from "../../../lib/measure/aggregate_density.ts";
import { aggregateMoments } from "../../../lib/measure/aggregate_moments.ts";
import { checkImage } from "../../../lib/measure/check_image.ts";
import { encodeImages } from "../../../lib/measure/encode_images.ts";
import { principalPlane } from "../../../lib/measure/principal_plane.ts";
import type { Vae } from "../../../lib/model/vae.ts";
import type { GaussianMixture } from "../../../lib/prior/gaussian_mixture.ts";
import { once } from "./once.ts";
import { trainingImages } from "./training_images.ts";

/** Training images that measures are taken on, the first ones of the file; and numbers of their codes, at most. */
const MEASURED = 10_000, MEASURED_NUMBERS = 2 ** 20;

/** Draws what a measure needs: the same numbers in each visit. */
export const measureRandom = (): TorchRandom => new TorchRandom(0);

/** The model that the worker holds, and what is known of it, measured when it is first asked for. */
export class HeldModel {
  readonly id: number;
  readonly vae: Vae;
  /** The prior that was fitted to its codes, if there is one. */
  readonly prior?: GaussianMixture;
  #users = 0;
  #replaced = false;

  constructor(id: number, vae: Vae, prior?: GaussianMixture) {
    this.id = id;
    this.vae = vae;
    this.prior = prior;
  }

  /** All training images. @throws {UserError} if they are of another size than the model's */
  async images(): Promise<DataSet> {
    const data = await trainingImages();
    checkImage(this.vae, data);
    return data;
  }

  /** The images that measures are taken on. */
  async measured(): Promise<DataSet> {
    const most = Math.floor(MEASURED_NUMBERS / this.vae.latentSize);
    return (await this.images()).first(Math.min(MEASURED, most));
  }

  /** Their posteriors. */
  readonly encoded = once(async () => encodeImages(this.vae, await this.measured()));

  /** The mean and the standard deviation of each unit. */
  readonly moments = once(async () => aggregateMoments(await this.encoded()));

  /** How dense the aggregate posterior is. */
  readonly density = once(async () =>
    aggregateDensity(await this.encoded(), { random: measureRandom() })
  );

  /** The plane in which codes vary most. */
  readonly principal = once(async () => principalPlane(await this.encoded()));

  /** Does some work with the model, which lives as long. */
  async use<T>(work: () => Promise<T>): Promise<T> {
    this.#users++;
    try {
      return await work();
    } finally {
      this.#users--;
      this.#free();
    }
  }

  /** Frees the model as soon as nothing uses it. */
  replace(): void {
    this.#replaced = true;
    this.#free();
  }

  #free(): void {
    if (this.#replaced && this.#users === 0) this.vae.dispose();
  }
}
