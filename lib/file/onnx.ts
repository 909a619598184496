import type { StateDict } from "../math/state_dict.ts";

/** An input or an output of a graph, of float32 numbers. */
export interface OnnxValue {
  /** By which the graph's nodes know it. */
  readonly name: string;
  /** Sizes, outermost first; a word in place of one that is known at run time only. */
  readonly shape: readonly (number | string)[];
  /** What it is, in a sentence. */
  readonly description: string;
}

/** A node of a graph: an operator that is applied to values by their names. */
export interface OnnxNode {
  /** For those who look at the graph. */
  readonly name: string;
  /** One of ONNX' own: https://onnx.ai/onnx/operators. */
  readonly operator: string;
  /** The values that it takes, in the operator's order. */
  readonly inputs: readonly string[];
  /** The names of the values that it gives, in the operator's order. */
  readonly outputs: readonly string[];
  /** By their names: a number is an attribute of the type float, a bigint one of the type int. */
  readonly attributes?: Readonly<Record<string, number | bigint>>;
}

/** What an ONNX file holds. */
export interface OnnxModel {
  /** Of the graph. */
  readonly name: string;
  /** What it computes, in a sentence or two. */
  readonly description: string;
  /** What wrote the file. */
  readonly producer: { readonly name: string; readonly version: string };
  /** What the graph is given at each call. */
  readonly inputs: readonly OnnxValue[];
  /** What it gives back. */
  readonly outputs: readonly OnnxValue[];
  /** Each after those whose outputs it takes. */
  readonly nodes: readonly OnnxNode[];
  /** The constants that nodes take, by their names. */
  readonly parameters: StateDict;
  /** Free text by key. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The version of the file's layout: that of ONNX 1.12, which runtimes since 2022 read. */
const IR_VERSION = 8n;

/** The version of the operators: that of the same release. */
const OPERATORS = 17n;

/**
 * The bytes of an ONNX file, with its parameters inside. The same model gives the same bytes.
 *
 * The layout is onnx.proto's (https://github.com/onnx/onnx), as the package onnx-buf compiles it.
 *
 * @throws {RangeError} for a node that takes a value which nothing before it gives, for an output which no
 * node gives, and for a parameter whose shape does not fit its values
 */
export async function writeOnnx(model: OnnxModel): Promise<Uint8Array<ArrayBuffer>> {
  checkGraph(model);
  const { create, toBinary } = await import("../deps/protobuf.ts");
  const { AttributeProto_AttributeType: Attribute, ModelProtoSchema, TensorProto_DataType } =
    await import("../deps/onnx_buf.ts");
  const elemType = TensorProto_DataType.FLOAT;
  const value = ({ name, shape, description }: OnnxValue) => ({
    name,
    docString: description,
    type: {
      value: { case: "tensorType" as const, value: { elemType, shape: { dim: shape.map(size) } } },
    },
  });
  const attribute = ([name, value]: [string, number | bigint]) =>
    typeof value === "bigint"
      ? { name, type: Attribute.INT, i: value }
      : { name, type: Attribute.FLOAT, f: value };
  const proto = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    opsetImport: [{ domain: "", version: OPERATORS }],
    producerName: model.producer.name,
    producerVersion: model.producer.version,
    docString: model.description,
    metadataProps: Object.entries(model.metadata ?? {}).map(([key, value]) => ({ key, value })),
    graph: {
      name: model.name,
      input: model.inputs.map(value),
      output: model.outputs.map(value),
      node: model.nodes.map(({ name, operator, inputs, outputs, attributes = {} }) => ({
        name,
        opType: operator,
        input: [...inputs],
        output: [...outputs],
        attribute: Object.entries(attributes).map(attribute),
      })),
      initializer: Object.entries(model.parameters).map(([name, { shape, values }]) => ({
        name,
        dims: shape.map(BigInt),
        dataType: elemType,
        rawData: littleEndian(values),
      })),
    },
  });
  return toBinary(ModelProtoSchema, proto);
}

/** A size as onnx.proto has it: known, or a word for one that is not. */
function size(length: number | string) {
  return typeof length === "number"
    ? { value: { case: "dimValue" as const, value: BigInt(length) } }
    : { value: { case: "dimParam" as const, value: length } };
}

/** Raw values are little-endian in the file, whatever the machine. */
function littleEndian(values: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(values.byteLength);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setFloat32(4 * i, value, true));
  return bytes;
}

function checkGraph({ inputs, outputs, nodes, parameters }: OnnxModel): void {
  for (const [name, { shape, values }] of Object.entries(parameters)) {
    const size = shape.reduce((product, length) => product * length, 1);
    if (size === values.length) continue;
    throw new RangeError(
      `the parameter ${name} of shape [${shape}] has ${size} values, got ${values.length}`,
    );
  }
  const known = new Set([...inputs.map(({ name }) => name), ...Object.keys(parameters)]);
  for (const node of nodes) {
    const missing = node.inputs.find((name) => !known.has(name));
    if (missing !== undefined) {
      throw new RangeError(`the node ${node.name} takes ${missing}, which nothing before it gives`);
    }
    for (const name of node.outputs) known.add(name);
  }
  const lost = outputs.find(({ name }) => !known.has(name));
  if (lost) throw new RangeError(`no node gives the output ${lost.name}`);
}
