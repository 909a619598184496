// The engine's kernels, in AssemblyScript. `deno task kernels` compiles them into ../kernel_builds.ts.
//
// All pointers are byte addresses in the memory that the host hands over, all strides are in bytes, and all
// values are float32 unless a kernel says otherwise. Nothing is allocated here, and nothing is remembered.

export { multiply, transpose } from "./multiply";
export { add, leakyReluGrad, sigmoidGrad, tanhGrad } from "./elementwise";
export { biasActivation } from "./activation";
export { columnSums } from "./column_sums";
export { squaredError, squaredErrorGrad } from "./squared_error";
export { crossEntropy, crossEntropyGrad } from "./cross_entropy";
export { reparameterize, reparameterizeGrad } from "./reparameterize";
export { klPerUnit, klPerUnitGrad } from "./kl";
export { adam } from "./adam";
export { scaleBytes } from "./scale_bytes";
