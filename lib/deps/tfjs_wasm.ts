/** Door to TensorFlow.js' WebAssembly backend; importing it registers the backend. */
export { setThreadsCount, setWasmPaths } from "npm:@tensorflow/tfjs-backend-wasm@4.22.0";
