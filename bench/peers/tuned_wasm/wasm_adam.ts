import { type Tensor, tf } from "../../../lib/deps/tfjs.ts";
import { type AdamConstants, adamUpdate } from "../../../lib/math/adam_update.ts";

type Info = Pick<Tensor, "dataId" | "shape" | "dtype">;
/** The part of the wasm backend that shows a tensor's values where they lie. */
interface Heap {
  makeOutput(shape: number[], dtype: string): Info;
  typedArrayFromHeap(tensor: Info): Float32Array;
}

/**
 * Adam on wasm, on views of the heap: nothing is copied out and in again, which a step would otherwise
 * do with 9 MB. A second call changes nothing.
 *
 * The moments change in place; the parameter is a new tensor, since XNNPACK keeps what it packed of a
 * matrix for as long as that tensor lives.
 */
export function registerWasmAdam(): void {
  if (tf.getKernel("ApplyAdam", "wasm")) return;
  tf.registerKernel({
    kernelName: "ApplyAdam",
    backendName: "wasm",
    kernelFunc({ inputs, backend, attrs }) {
      const heap = backend as Heap;
      const view = (name: string) => heap.typedArrayFromHeap(inputs[name] as Tensor);
      const { shape, dtype } = inputs.parameter as Tensor;
      const updated = heap.makeOutput(shape, dtype); // before the views: the heap may move
      const values = heap.typedArrayFromHeap(updated);
      values.set(view("parameter"));
      const moments = { first: view("first"), second: view("second") };
      const { step, ...constants } = attrs as unknown as AdamConstants & { step: number };
      adamUpdate(values, view("gradient"), moments, step, constants);
      return updated as Tensor;
    },
  });
}
