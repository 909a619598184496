import { type Tensor, tf } from "../../deps/tfjs.ts";
import { type AdamConstants, adamUpdate } from "../../math/adam_update.ts";

/** The part of the wasm backend that shows a tensor's values where they lie. */
interface Heap {
  typedArrayFromHeap(tensor: Pick<Tensor, "dataId" | "shape" | "dtype">): Float32Array;
}

/**
 * Adam on wasm, on views of the heap: nothing is copied out and in again, which a step would otherwise
 * do with 9 MB. A second call changes nothing.
 */
export function registerWasmAdam(): void {
  if (tf.getKernel("ApplyAdam", "wasm")) return;
  tf.registerKernel({
    kernelName: "ApplyAdam",
    backendName: "wasm",
    kernelFunc({ inputs, backend, attrs }) {
      const view = (name: string) => (backend as Heap).typedArrayFromHeap(inputs[name] as Tensor);
      const { step, ...constants } = attrs as unknown as AdamConstants & { step: number };
      const moments = { first: view("first"), second: view("second") };
      adamUpdate(view("parameter"), view("gradient"), moments, step, constants);
      return [];
    },
  });
}
