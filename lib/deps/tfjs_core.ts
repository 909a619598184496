/**
 * Door to the parts of TensorFlow.js that the page has: tensors, gradients and the `cpu` backend. There it stands
 * in place of the complete package (web/import_map.json), and is 0.7 MB smaller.
 */
import "npm:@tensorflow/tfjs-core@4.22.0/dist/register_all_gradients.js";
import "npm:@tensorflow/tfjs-core@4.22.0/dist/public/chained_ops/register_all_chained_ops.js";
import "npm:@tensorflow/tfjs-backend-cpu@4.22.0";
export * from "npm:@tensorflow/tfjs-core@4.22.0";
