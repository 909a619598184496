import { type Tensor2D, tf } from "../../../lib/deps/tfjs.ts";

type KernelFunc = ReturnType<typeof tf.getKernel>["kernelFunc"];
/** What a kernel sees of a matrix. */
type Matrix = Pick<Tensor2D, "dataId" | "shape" | "dtype">;

const own = new WeakSet<KernelFunc>();

/**
 * Products of two matrices on wasm, with their transpose flags.
 *
 * The backend multiplies by XNNPACK only where no flag is set; with one it falls into a plain loop, ten
 * times slower (27 ms instead of 2 for 784x128 by 128x256). So what is flagged is transposed first. And
 * since XNNPACK packs the second matrix anew in each product, x W^T is computed as (W x^T)^T where
 * x and the result are smaller than W.
 *
 * Call it once the wasm backend is registered; a second call changes nothing.
 */
export function registerWasmMatMul(): void {
  const config = tf.getKernel("BatchMatMul", "wasm");
  if (own.has(config.kernelFunc)) return;
  const multiply = config.kernelFunc;
  const swapAxes = tf.getKernel("Transpose", "wasm").kernelFunc;

  const matMul: KernelFunc = ({ inputs, backend, attrs }) => {
    const { a, b } = inputs as unknown as Record<"a" | "b", Matrix>;
    const { transposeA, transposeB } = attrs as unknown as Record<string, boolean>;
    const flagged = transposeA || transposeB;
    if (!flagged || a.shape.length !== 2 || b.shape.length !== 2) {
      return multiply({ inputs, backend, attrs });
    }
    const scratch: Matrix[] = [];
    const kept = (matrix: unknown) => {
      scratch.push(matrix as Matrix);
      return matrix as Matrix;
    };
    const transposed = (x: Matrix) =>
      swapAxes({ inputs: { x }, backend, attrs: { perm: [1, 0] } }) as unknown as Matrix;
    const product = (a: Matrix, b: Matrix) =>
      multiply({ inputs: { a, b }, backend, attrs: { transposeA: false, transposeB: false } });

    const [rows, inner] = a.shape;
    const [columns] = b.shape;
    const swap = !transposeA && transposeB && rows * (inner + columns) < columns * inner;
    const result = swap
      ? transposed(kept(product(b, kept(transposed(a)))))
      : product(transposeA ? kept(transposed(a)) : a, transposeB ? kept(transposed(b)) : b);
    const memory = backend as { disposeData(id: object): boolean };
    for (const { dataId } of scratch) memory.disposeData(dataId);
    return result as ReturnType<KernelFunc>;
  };
  own.add(matMul);
  tf.unregisterKernel("BatchMatMul", "wasm");
  tf.registerKernel({ ...config, kernelFunc: matMul });
}
