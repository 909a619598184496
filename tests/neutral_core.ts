/** What trains a model anywhere: all of it is bundled, and run in another runtime. */
export { Engine } from "../lib/backend/engine/engine.ts";
export { startWebThread } from "../lib/backend/engine/web_thread.ts";
export { registerEngine } from "../lib/backend/engine/register_engine.ts";
export { registerDense } from "../lib/backend/kernels/dense.ts";
export { DataSet } from "../lib/data/data_set.ts";
export { tf } from "../lib/deps/tfjs.ts";
export { TorchRandom } from "../lib/math/torch_random.ts";
export { measureUnits } from "../lib/measure/measure_units.ts";
export { Vae } from "../lib/model/vae.ts";
export { modelToBytes } from "../lib/run/model_file.ts";
export { annealedObjective } from "../lib/train/objective.ts";
export { train } from "../lib/train/train.ts";
