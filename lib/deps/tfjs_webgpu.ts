/** Door to TensorFlow.js' WebGPU backend. */
import type {} from "npm:@tensorflow/tfjs-backend-webgpu@4.22.0"; // so that the lock file has it

/** Registers the backend. Its name is no literal there, which Deno would fetch at once for everybody. */
export async function registerWebgpu(): Promise<void> {
  const name = "npm:@tensorflow/tfjs-backend-webgpu@4.22.0";
  await import(name);
}
