import type { Seed } from "../../math/seed.ts";
import type { Vae } from "../../model/vae.ts";

/** A trained model, and what it is shown on. */
export interface ShownModel {
  readonly vae: Vae;
  readonly seed: Seed;
}
