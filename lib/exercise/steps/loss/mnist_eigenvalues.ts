/** The 16 largest eigenvalues of the pixel covariance of MNIST's training images, descending. */
export const MNIST_EIGENVALUES: readonly number[] = [
  5.116788,
  3.741328,
  3.252654,
  2.841573,
  2.567075,
  2.273625,
  1.725126,
  1.520535,
  1.456281,
  1.242729,
  1.112071,
  1.066623,
  0.904666,
  0.892166,
  0.832339,
  0.781887,
];
