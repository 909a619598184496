import { KERNEL_BUILDS } from "./kernel_builds.ts";

/** Of the builds of the kernels: what they ask of the machine. */
export interface KernelBuild {
  /** Multiply and add in one instruction. */
  readonly relaxed: boolean;
  /** A memory that threads share. */
  readonly shared: boolean;
}

/** An activation, as the kernels number it. */
export const ACTIVATION_CODES = { identity: 0, leakyRelu: 1, sigmoid: 2, tanh: 3 } as const;

/** The compiled kernels; ./assembly says what each computes. Pointers are byte addresses, strides are in bytes. */
export interface Kernels {
  multiply(
    ...args: [
      ...[a: number, aRow: number],
      ...[b: number, bStep: number, bColumn: number],
      ...[c: number, rows: number, depth: number, columns: number],
      ...[from: number, to: number, scratch: number],
      ...[bias: number, activation: number, slope: number],
    ]
  ): void;
  transpose(a: number, to: number, rows: number, columns: number): void;
  biasActivation(
    ...args: [y: number, bias: number, rows: number, columns: number, code: number, slope: number]
  ): void;
  add(a: number, b: number, c: number, count: number): void;
  leakyReluGrad(dy: number, y: number, dz: number, count: number, slope: number): void;
  sigmoidGrad(dy: number, y: number, dz: number, count: number): void;
  tanhGrad(dy: number, y: number, dz: number, count: number): void;
  columnSums(a: number, sums: number, rows: number, columns: number): void;
  squaredError(xHat: number, x: number, sums: number, rows: number, columns: number): void;
  squaredErrorGrad(
    ...args: [xHat: number, x: number, dy: number, d: number, rows: number, columns: number]
  ): void;
  crossEntropy(xHat: number, x: number, sums: number, rows: number, columns: number): void;
  crossEntropyGrad(
    ...args: [xHat: number, x: number, dy: number, d: number, rows: number, columns: number]
  ): void;
  reparameterize(mu: number, logVar: number, eps: number, z: number, count: number): void;
  reparameterizeGrad(
    ...args: [dz: number, logVar: number, eps: number, dLogVar: number, count: number]
  ): void;
  klPerUnit(mu: number, logVar: number, kl: number, rows: number, columns: number): void;
  klPerUnitGrad(
    ...args: [
      ...[mu: number, logVar: number, dy: number, dMu: number, dLogVar: number],
      ...[rows: number, columns: number],
    ]
  ): void;
  scaleBytes(y: number, count: number): void;
  adam(
    ...args: [
      ...[value: number, updated: number, gradient: number, first: number, second: number],
      ...[count: number, stepSize: number, secondScale: number],
      ...[beta1: number, complement1: number, beta2: number, complement2: number, epsilon: number],
    ]
  ): void;
}

/** The bytes of a build. */
export function kernelBytes({ relaxed, shared }: KernelBuild): Uint8Array<ArrayBuffer> {
  const text = KERNEL_BUILDS[`${relaxed ? "relaxed" : "plain"}-${shared ? "shared" : "own"}`];
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Whether this machine, or its JavaScript engine, knows relaxed SIMD. */
export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(kernelBytes({ relaxed: true, shared: false }));
}

/** Starts a build on a memory. */
export function startKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels;
}
