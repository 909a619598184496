/** ONNX files: their bytes, read back with ONNX' own schema, and what is refused. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { ModelProtoSchema } from "../../lib/deps/onnx_buf.ts";
import { fromBinary } from "../../lib/deps/protobuf.ts";
import { type OnnxModel, writeOnnx } from "../../lib/file/onnx.ts";

/** y = clip(x, 0, 2) * w, on rows of two numbers. */
const MODEL: OnnxModel = {
  name: "small",
  description: "A small graph.",
  producer: { name: "test", version: "1.2.3" },
  inputs: [{ name: "x", shape: ["N", 2], description: "Rows." }],
  outputs: [{ name: "y", shape: ["N", 2], description: "Other rows." }],
  nodes: [
    { name: "a", operator: "LeakyRelu", inputs: ["x"], outputs: ["h"], attributes: { alpha: 0.5 } },
    {
      name: "b",
      operator: "Gemm",
      inputs: ["h", "w"],
      outputs: ["y"],
      attributes: { transB: 1n, beta: 0 },
    },
  ],
  parameters: { w: { shape: [2, 2], values: Float32Array.of(1, -2.5, 0, 1e-3) } },
  metadata: { key: "a text: β" },
};

it("writeOnnx() writes what ONNX' own schema reads", async () => {
  const read = fromBinary(ModelProtoSchema, await writeOnnx(MODEL));
  assertEquals([read.irVersion, read.producerName, read.producerVersion], [8n, "test", "1.2.3"]);
  assertEquals(read.opsetImport.map(({ domain, version }) => [domain, version]), [["", 17n]]);
  assertEquals(read.metadataProps.map(({ key, value }) => [key, value]), [["key", "a text: β"]]);
  const graph = read.graph!;
  assertEquals([graph.name, read.docString], ["small", "A small graph."]);
  for (const [value, name] of [[graph.input[0], "x"], [graph.output[0], "y"]] as const) {
    assertEquals(value.name, name);
    assert(value.type?.value.case === "tensorType");
    const { elemType, shape } = value.type.value.value;
    assertEquals(elemType, 1); // FLOAT
    assertEquals(shape!.dim.map(({ value }) => value.value), ["N", 2n]);
  }
  const nodes = graph.node.map(({ name, opType, input, output, attribute }) => ({
    name,
    opType,
    input,
    output,
    attributes: attribute.map(({ name, type, i, f }) => [name, type, i, f]),
  }));
  // 1 is FLOAT, 2 is INT.
  assertEquals(nodes, [
    {
      name: "a",
      opType: "LeakyRelu",
      input: ["x"],
      output: ["h"],
      attributes: [["alpha", 1, 0n, 0.5]],
    },
    {
      name: "b",
      opType: "Gemm",
      input: ["h", "w"],
      output: ["y"],
      attributes: [["transB", 2, 1n, 0], ["beta", 1, 0n, 0]],
    },
  ]);
  const [w] = graph.initializer;
  assertEquals([w.name, w.dims, w.dataType], ["w", [2n, 2n], 1]);
  assertEquals(new Float32Array(w.rawData.slice().buffer), MODEL.parameters.w.values);
});

it("writeOnnx() gives the same bytes for the same model, and others for another", async () => {
  const bytes = await writeOnnx(MODEL);
  assertEquals(await writeOnnx(structuredClone(MODEL)), bytes);
  assert((await writeOnnx({ ...MODEL, name: "other" })).length === bytes.length);
});

it("writeOnnx() refuses a graph that no runtime could run", async () => {
  const [a, b] = MODEL.nodes;
  const w = { shape: [3, 2], values: MODEL.parameters.w.values };
  const cases: [Partial<OnnxModel>, string][] = [
    [{ nodes: [b, a] }, "the node b takes h, which nothing before it gives"],
    [{ parameters: {} }, "the node b takes w, which nothing before it gives"],
    [{ nodes: [a] }, "no node gives the output y"],
    [{ parameters: { w } }, "the parameter w of shape [3,2] has 6 values, got 4"],
  ];
  for (const [change, message] of cases) {
    await assertRejects(() => writeOnnx({ ...MODEL, ...change }), RangeError, message);
  }
});
