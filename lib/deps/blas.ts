/**
 * Door to a machine's BLAS, whose matrix product is called by its C interface. No package of npm: it is a
 * system's library, or the one that `deno task native` installs from the Python package scipy-openblas32.
 */

/** A library, and how it names its functions. */
export interface BlasLibrary {
  /** A file, or a name that the system's loader knows. */
  readonly path: string;
  /** What its names begin with: scipy's build of OpenBLAS has `scipy_`. */
  readonly prefix: "" | "scipy_";
}

/** A loaded library. */
export interface Blas {
  /**
   * C = op(A) op(B) of float32 matrices, row by row, at these addresses.
   *
   * @param transposed of A and B: whether each lies transposed
   * @param strides from row to row of A, B and C as they lie, in values
   */
  multiply(
    transposed: readonly [boolean, boolean],
    sizes: readonly [rows: number, columns: number, depth: number],
    addresses: readonly [a: number, b: number, c: number],
    strides: readonly [a: number, b: number, c: number],
  ): void;
  /** How many threads it is to use; without effect where it has no such function. */
  setThreads(count: number): void;
  /** What it says of itself, `OpenBLAS 0.3.34 SkylakeX`; its file's name where it says nothing. */
  readonly description: string;
}

const [ROW_MAJOR, PLAIN, TRANSPOSED] = [101, 111, 112];

/**
 * Loads a library. Needs the permission to call libraries (ffi).
 *
 * @throws {Error} what the system says, if there is none of that name or it has no such product
 */
export function openBlas({ path, prefix }: BlasLibrary): Blas {
  const { symbols } = Deno.dlopen(path, {
    product: {
      name: `${prefix}cblas_sgemm`,
      parameters: [
        ...["i32", "i32", "i32", "i32", "i32", "i32"] as const,
        ...["f32", "usize", "i32", "usize", "i32", "f32", "usize", "i32"] as const,
      ],
      result: "void",
    },
    setThreads: {
      name: `${prefix}openblas_set_num_threads`,
      parameters: ["i32"],
      result: "void",
      optional: true,
    },
    config: {
      name: `${prefix}openblas_get_config`,
      parameters: [],
      result: "pointer",
      optional: true,
    },
  });
  const config = symbols.config?.();
  const description = config ? Deno.UnsafePointerView.getCString(config).trim() : path;
  return {
    multiply: ([ta, tb], [rows, columns, depth], [a, b, c], [aStride, bStride, cStride]) =>
      symbols.product(
        ...[ROW_MAJOR, ta ? TRANSPOSED : PLAIN, tb ? TRANSPOSED : PLAIN] as const,
        ...[rows, columns, depth, 1, BigInt(a), aStride, BigInt(b), bStride, 0] as const,
        ...[BigInt(c), cStride] as const,
      ),
    setThreads: (count) => symbols.setThreads?.(count),
    description,
  };
}

/** Where a memory of WebAssembly begins in this process' own. */
export function baseAddress(buffer: ArrayBufferLike): number {
  return Number(Deno.UnsafePointer.value(Deno.UnsafePointer.of(new Uint8Array(buffer))));
}
