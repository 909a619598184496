import type { DecoderStandIn } from "./decoder_stand_in.ts";

/** What a case is compared with. All but `few` have the same decoder and number of images. */
export const ROLES = ["first", "same seed", "other seed", "few"] as const;

/** What `sample` is asked. */
export interface SampleCase {
  readonly decoder: DecoderStandIn;
  readonly latentSize: number;
  /** What it is for. */
  readonly role: typeof ROLES[number];
  /** How many images. */
  readonly n: number;
  /** Of the generator that it is given. */
  readonly seed: number;
}
