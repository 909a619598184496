/** The bytes of pixels that a data set may hold: a million images of MNIST's size. */
export const MAX_BYTES = 784_000_000;
