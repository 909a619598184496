import { type Scalar, type Tensor, tf } from "../../deps/tfjs.ts";
import type { AdamConstants } from "../../math/adam_update.ts";
import type { NativeBackend } from "./native_backend.ts";

/** A parameter's resource variables: its values, and its two moments. */
interface Variables {
  readonly parameter: Tensor;
  readonly first: Tensor;
  readonly second: Tensor;
}

/**
 * Adam on TensorFlow: one operation a parameter, in place on the library's resource variables.
 *
 * The variables are made from the tensors of the first step, and from then on are the truth: the kernel
 * `AdamMoments` reads the moments from them, `DisposeAdam` frees them. A second call changes nothing.
 */
export function registerTensorflowAdam(): void {
  if (tf.getKernel("ApplyAdam", "tensorflow")) return;
  const backend = tf.backend() as unknown as NativeBackend;
  const { TF_ATTR_BOOL, TF_ATTR_SHAPE, TF_ATTR_STRING, TF_ATTR_TYPE, TF_FLOAT } = backend.binding;
  const element = [{ name: "dtype", type: TF_ATTR_TYPE, value: TF_FLOAT }];
  const adamAttributes = [
    { name: "T", type: TF_ATTR_TYPE, value: TF_FLOAT },
    { name: "use_locking", type: TF_ATTR_BOOL, value: false },
    { name: "use_nesterov", type: TF_ATTR_BOOL, value: false },
  ];
  // By the moments' tensor: it stays the same from step to step, which the parameter's does not.
  const variablesOf = new WeakMap<object, Variables>();
  let made = 0;

  function makeVariable(value: Tensor): Tensor {
    const handle = backend.executeSingleOutput("VarHandleOp", [
      ...element,
      { name: "shape", type: TF_ATTR_SHAPE, value: value.shape },
      { name: "container", type: TF_ATTR_STRING, value: "" },
      { name: "shared_name", type: TF_ATTR_STRING, value: `adam${made++}` },
    ], []);
    backend.executeMultipleOutputs("AssignVariableOp", element, [handle, value], 0);
    return tf.keep(handle);
  }
  const read = (variable: Tensor) =>
    backend.executeSingleOutput("ReadVariableOp", element, [variable]);

  const constant = cached();
  register("ApplyAdam", ({ parameter, gradient, first, second }, attributes) => {
    let own = variablesOf.get(first.dataId);
    if (!own) {
      own = {
        parameter: makeVariable(parameter),
        first: makeVariable(first),
        second: makeVariable(second),
      };
      variablesOf.set(first.dataId, own);
    }
    const { step, learningRate, beta1, beta2, epsilon } = attributes as unknown as
      & AdamConstants
      & { step: number };
    // TensorFlow computes 1 - beta in float32, which puts a constant factor on each moment, and corrects
    // their bias there too, with epsilon added before, not after. So it is all done here; the powers
    // of beta being 0 switches off its own correction.
    const root = Math.sqrt((1 - beta2 ** step) * float32Factor(beta2));
    const stepSize = learningRate * root / ((1 - beta1 ** step) * float32Factor(beta1));
    const scalars = [0, 0, stepSize, beta1, beta2, epsilon * root];
    backend.executeMultipleOutputs("ResourceApplyAdam", adamAttributes, [
      ...[own.parameter, own.first, own.second],
      ...scalars.map(constant),
      gradient,
    ], 0);
    return read(own.parameter);
  });
  register("AdamMoments", ({ first, second }) => {
    const own = variablesOf.get(first.dataId);
    return own ? [read(own.first), read(own.second)] : [tf.clone(first), tf.clone(second)];
  });
  register("DisposeAdam", ({ first }) => {
    const own = variablesOf.get(first.dataId);
    for (const handle of own ? [own.parameter, own.first, own.second] : []) {
      const attributes = [{ name: "ignore_lookup_error", type: TF_ATTR_BOOL, value: true }];
      backend.executeMultipleOutputs("DestroyResourceOp", attributes, [handle], 0);
      handle.dispose();
    }
    variablesOf.delete(first.dataId);
    return [];
  });
}

function register(
  kernelName: string,
  run: (inputs: Record<string, Tensor>, attributes: Record<string, unknown>) => Tensor | Tensor[],
): void {
  tf.registerKernel({
    kernelName,
    backendName: "tensorflow",
    kernelFunc: ({ inputs, attrs }) => run(inputs as Record<string, Tensor>, attrs ?? {}),
  });
}

/** 1 - beta as float32 arithmetic has it, in units of what it is. */
function float32Factor(beta: number): number {
  return Math.fround(1 - Math.fround(beta)) / (1 - beta);
}

/** Scalars on the device: a step uses the same six for each of its parameters. */
function cached(): (value: number, slot: number) => Scalar {
  const slots: { value: number; tensor: Scalar }[] = [];
  return (value, slot) => {
    if (slots[slot]?.value !== value) {
      slots[slot]?.tensor.dispose();
      slots[slot] = { value, tensor: tf.keep(tf.scalar(value)) };
    }
    return slots[slot].tensor;
  };
}
