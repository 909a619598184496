/** Door to TensorFlow.js' WebGPU backend; importing it registers the backend. */
import "npm:@tensorflow/tfjs-backend-webgpu@4.22.0";
