/** Door to TensorFlow.js' WebAssembly backend, a peer in the bench; importing it registers the backend. */
import "npm:@tensorflow/tfjs-backend-wasm@4.22.0";
