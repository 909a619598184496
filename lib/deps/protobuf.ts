/** Door to protobuf-es: messages of protocol buffers as plain objects and as bytes. */
export { create, fromBinary, toBinary } from "npm:@bufbuild/protobuf@2.17.0";
