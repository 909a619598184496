import { type Tensor, tf } from "../../deps/tfjs.ts";
import type { Attribute, NativeBackend } from "./native_backend.ts";

type KernelFunc = ReturnType<typeof tf.getKernel>["kernelFunc"];

/**
 * What TensorFlow does its own way. Each operation costs 10 to 30 microseconds of dispatch, and a step
 * has two hundred: so one operation wherever the library has one. A second call changes nothing.
 */
export function registerTensorflowKernels(): void {
  if (tf.getKernel("BiasAddGrad", "tensorflow")) return;
  const backend = tf.backend() as unknown as NativeBackend;
  const { TF_ATTR_BOOL, TF_ATTR_FLOAT, TF_ATTR_TYPE, TF_FLOAT } = backend.binding;
  const float: Attribute = { name: "T", type: TF_ATTR_TYPE, value: TF_FLOAT };
  const flag = (name: string, value: boolean) => ({ name, type: TF_ATTR_BOOL, value });
  const register = (
    kernelName: string,
    run: (inputs: Record<string, Tensor>, attributes: Record<string, unknown>) => Tensor,
  ) =>
    tf.registerKernel({
      kernelName,
      backendName: "tensorflow",
      kernelFunc: ({ inputs, attrs }) => run(inputs as Record<string, Tensor>, attrs ?? {}),
    });

  register("BiasAddGrad", ({ dy }) => backend.executeSingleOutput("BiasAddGrad", [float], [dy]));
  register(
    "SigmoidGrad",
    ({ y, dy }) => backend.executeSingleOutput("SigmoidGrad", [float], [y, dy]),
  );
  register("TanhGrad", ({ y, dy }) => backend.executeSingleOutput("TanhGrad", [float], [y, dy]));
  register("LeakyReluGrad", ({ dy, x }, { alpha }) => {
    const slope = { name: "alpha", type: TF_ATTR_FLOAT, value: alpha };
    return backend.executeSingleOutput("LeakyReluGrad", [float, slope], [dy, x]);
  });

  register("Dense", ({ x, weight, bias }, { activation, slope }) => {
    const scratch: Tensor[] = [];
    const then = (op: string, attributes: Attribute[], ...inputs: Tensor[]) => {
      const result = backend.executeSingleOutput(op, [float, ...attributes], inputs);
      scratch.push(result);
      return result;
    };
    const flags = [flag("transpose_a", false), flag("transpose_b", true)];
    const sum = then("BiasAdd", [], then("MatMul", flags, x, weight), bias);
    const alpha = { name: "alpha", type: TF_ATTR_FLOAT, value: slope };
    const y = activation === "leakyRelu"
      ? then("LeakyRelu", [alpha], sum)
      : activation === "sigmoid"
      ? then("Sigmoid", [], sum)
      : activation === "tanh"
      ? then("Tanh", [], sum)
      : sum;
    for (const tensor of scratch) if (tensor !== y) tensor.dispose();
    return y;
  });

  // Of two matrices TensorFlow.js makes a batch of one, which takes two reshapes.
  const batchMatMul = tf.getKernel("BatchMatMul", "tensorflow");
  const matMul: KernelFunc = ({ inputs, attrs, backend: itself }) => {
    const { a, b } = inputs as Record<string, Tensor>;
    const { transposeA, transposeB } = attrs as Record<string, boolean>;
    const plain = a.shape.length === 2 && b.shape.length === 2 && a.dtype === "float32";
    if (!plain) return batchMatMul.kernelFunc({ inputs, attrs, backend: itself });
    const flags = [flag("transpose_a", transposeA), flag("transpose_b", transposeB), float];
    return backend.executeSingleOutput("MatMul", flags, [a, b]);
  };
  tf.unregisterKernel("BatchMatMul", "tensorflow");
  tf.registerKernel({ ...batchMatMul, kernelFunc: matMul });
}
