import type { Tensor } from "../../deps/tfjs.ts";

/** An attribute of a TensorFlow operation. */
export interface Attribute {
  readonly name: string;
  readonly type: unknown;
  readonly value: unknown;
}

/** The part of TensorFlow.js' native backend that reaches every operation of the library. */
export interface NativeBackend {
  /** The library's numbers for types. */
  readonly binding: Readonly<Record<string, unknown>>;
  /** Runs an operation with one result. */
  executeSingleOutput(op: string, attributes: Attribute[], inputs: Tensor[]): Tensor;
  /** Runs an operation with any number of results, none included. */
  executeMultipleOutputs(
    op: string,
    attributes: Attribute[],
    inputs: Tensor[],
    outputs: number,
  ): Tensor[];
}
