/**
 * Loaded before a test that computes on a software adapter: TensorFlow.js then takes another shader for products.
 * Of the one that it would choose here, whose loops are unrolled, LLVM compiles for six minutes on a machine that
 * has it in no cache; of this one and all others together, for less than one. So the one that a graphics processor
 * would be given for these shapes is not what is compared here.
 */
import { tf } from "../../lib/deps/tfjs.ts";
import { registerWebgpu } from "../../lib/deps/tfjs_webgpu.ts";

/** MatMulProgramType.MatMulSmallOutputSizeProgram of TensorFlow.js' WebGPU backend. */
const SMALL_OUTPUT = 2;

await registerWebgpu();
tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", SMALL_OUTPUT);
