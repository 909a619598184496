import type { DecoderStandIn } from "./decoder_stand_in.ts";

/** What `sample` is asked. */
export interface SampleCase {
  readonly decoder: DecoderStandIn;
  readonly latentSize: number;
  /** How many images. */
  readonly n: number;
  /** Of the generator that it is given. */
  readonly seed: number;
}
