import { eigenvectorsOfSymmetric } from "./eigenvectors_of_symmetric.ts";
import { TorchRandom } from "./torch_random.ts";

/** Which eigenvalues are wanted, and how precisely. */
export interface BlockLanczosOptions {
  /** Rows and columns of the matrix. */
  readonly n: number;
  /** How many eigenvalues are wanted. */
  readonly count: number;
  /** Of what is left over, by its length beside the largest eigenvalue: 1e-6, if nothing is said. */
  readonly tolerance?: number;
  /** Products with a vector after which it ends, precise or not: 400, if nothing is said. */
  readonly most?: number;
}

/** Vectors that are multiplied at a time; an eigenvalue is found as often as it is there, up to this. */
const BLOCK = 4;

/** Products between two looks at how precise the eigenvalues are. */
const BETWEEN = 20;

/** A vector of which so little is left, once all others are taken out of it, has nothing new. */
const NOTHING = 1e-10;

/**
 * The largest eigenvalues of a symmetric matrix that is too large to be written down, but can be multiplied
 * with vectors: by the block Lanczos method (Golub and Underwood 1977), with all vectors kept orthogonal. An
 * error is of the order of the square of `tolerance`, unless `most` ends it before; then the values are too
 * small.
 *
 * @param multiply the matrix times each of up to four vectors of length n
 * @returns descending; fewer than `count` if the others are 0
 *
 * @example
 * ```ts
 * import { blockLanczos } from "./block_lanczos.ts";
 *
 * const diagonal = (vectors: Float64Array[]) => vectors.map((v) => v.map((x, i) => (i + 1) * x));
 * blockLanczos(diagonal, { n: 100, count: 2 }); // Float64Array [100, 99]
 * ```
 */
export function blockLanczos(
  multiply: (vectors: Float64Array[]) => readonly Float64Array[],
  { n, count, tolerance = 1e-6, most = 400 }: BlockLanczosOptions,
): Float64Array {
  const random = new TorchRandom(0);
  const basis: Float64Array[] = [];
  const projected: number[][] = []; // [i][j]: basis[i] times the matrix times basis[j]
  let block = orthonormal(
    Array.from({ length: Math.min(BLOCK, n) }, () => Float64Array.from(random.normal(n))),
    basis,
  );
  let [looked, scale] = [0, 0];
  while (true) {
    const first = basis.length;
    basis.push(...block);
    const products = multiply(block);
    projected.push(...block.map(() => []));
    for (const [i, vector] of basis.entries()) {
      for (const [j, product] of products.entries()) {
        projected[i][first + j] = projected[first + j][i] = dot(vector, product);
      }
    }
    scale = Math.max(scale, ...products.map(norm));
    block = orthonormal(products, basis, scale);
    const m = basis.length;
    const complete = block.length === 0 || m >= Math.min(n, most);
    if (!complete && (m < count || m < looked + BETWEEN)) continue;
    looked = m;
    const pairs = eigenvectorsOfSymmetric(projected.flat()).slice(0, count);
    // The matrix times an approximate eigenvector lies in the basis, but for a part along the next block.
    const isPrecise = pairs.every(({ vector }) => {
      const left = block.map((next) =>
        products.reduce((sum, product, j) => sum + dot(next, product) * vector[first + j], 0)
      );
      return Math.hypot(...left) <= tolerance * pairs[0].value;
    });
    if (complete || isPrecise) return Float64Array.from(pairs, ({ value }) => value);
  }
}

/**
 * Vectors of length 1, orthogonal to each other and to those of `basis`, that span what these leave of
 * `vectors`.
 *
 * @param scale the length that counts; that of each vector, if nothing is said
 */
function orthonormal(
  vectors: readonly Float64Array[],
  basis: readonly Float64Array[],
  scale?: number,
): Float64Array[] {
  const found: Float64Array[] = [];
  for (const vector of vectors) {
    const left = vector.slice();
    for (let twice = 0; twice < 2; twice++) { // once leaves rounding errors
      for (const other of [...basis, ...found]) subtract(left, other, dot(other, left));
    }
    const length = norm(left);
    if (length > NOTHING * (scale ?? norm(vector))) found.push(left.map((value) => value / length));
  }
  return found;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

/** Takes `times` times `other` from `vector`. */
function subtract(vector: Float64Array, other: Float64Array, times: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] -= times * other[i];
}
