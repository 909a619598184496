/** Gray images as bytes, such as a `DataSet`. */
export interface GrayImages {
  /** Pixels of an image, P. */
  readonly size: number;
  /** The images at `indices`, scaled to [0, 1]. -> [B * P] */
  rows(indices: ArrayLike<number>): Float32Array;
  /** Copies the bytes of the images at `indices` to the beginning of `to`. */
  copyRows(indices: ArrayLike<number>, to: Uint8Array): void;
}
