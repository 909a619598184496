import { type Tensor2D, tf } from "../../deps/tfjs.ts";

type KernelFunc = ReturnType<typeof tf.getKernel>["kernelFunc"];
/** What a kernel sees of a matrix. */
type Matrix = Pick<Tensor2D, "dataId" | "shape" | "dtype">;

const own = new WeakSet<KernelFunc>();

/**
 * Products of two matrices on wasm, with their transpose flags.
 *
 * The backend multiplies by XNNPACK only where no flag is set; with one it falls into a plain loop, ten
 * times slower (27 ms instead of 2 for 784x128 by 128x256). So what is flagged is transposed first.
 * Call it once the wasm backend is registered; a second call changes nothing.
 */
export function registerWasmMatMul(): void {
  const config = tf.getKernel("BatchMatMul", "wasm");
  if (own.has(config.kernelFunc)) return;
  const product = config.kernelFunc;
  const transpose = tf.getKernel("Transpose", "wasm").kernelFunc;

  const matMul: KernelFunc = ({ inputs, backend, attrs }) => {
    const { a, b } = inputs as unknown as Record<"a" | "b", Matrix>;
    const flags = attrs as unknown as { transposeA: boolean; transposeB: boolean };
    const flagged = flags.transposeA || flags.transposeB;
    if (!flagged || a.shape.length !== 2 || b.shape.length !== 2) {
      return product({ inputs, backend, attrs });
    }
    const scratch: Matrix[] = [];
    const plain = (x: Matrix, transposed: boolean) => {
      if (!transposed) return x;
      const result = transpose({ inputs: { x }, backend, attrs: { perm: [1, 0] } });
      scratch.push(result as unknown as Matrix);
      return result as unknown as Matrix;
    };
    const result = product({
      inputs: { a: plain(a, flags.transposeA), b: plain(b, flags.transposeB) },
      backend,
      attrs: { transposeA: false, transposeB: false },
    });
    const memory = backend as { disposeData(id: object): boolean };
    for (const { dataId } of scratch) memory.disposeData(dataId);
    return result;
  };
  own.add(matMul);
  tf.unregisterKernel("BatchMatMul", "wasm");
  tf.registerKernel({ ...config, kernelFunc: matMul });
}
