/** One array of a state dict. */
export interface StateTensor {
  /** Sizes, outermost first: [out, in] for a weight. */
  readonly shape: number[];
  /** The values, the last dimension varying fastest. */
  readonly values: Float32Array;
}

/** A model's parameters by PyTorch's names, in PyTorch's order and layout. */
export type StateDict = Readonly<Record<string, StateTensor>>;
