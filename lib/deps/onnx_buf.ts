/** Door to onnx-buf: the schema of ONNX files, onnx.proto of release 1.20.0, compiled for protobuf-es. */
export {
  AttributeProto_AttributeType,
  ModelProtoSchema,
  TensorProto_DataType,
} from "npm:onnx-buf@1.20.0-1";
