import { type Tensor, tf } from "../../../deps/tfjs.ts";

/** What TensorFlow.js calls whenever a tensor comes into being and whenever one is freed. */
interface Tracker {
  trackTensor(tensor: Tensor, backend: unknown): void;
  disposeTensor(tensor: Tensor): void;
}

/** By the tensors' ids. */
const live: Record<number, boolean> = Object.create(null);
let count = 0;

/**
 * How many of the tensors live that were made since this file was loaded. Counted here, and not read from `tf.memory()`,
 * which anybody who holds `tf` can change.
 */
export function liveTensors(): number {
  return count;
}

const tracker = tf.engine() as unknown as Tracker;
const { trackTensor, disposeTensor } = tracker;
const track = trackTensor.bind(tracker), dispose = disposeTensor.bind(tracker);

function counted(tensor: Tensor, isLive: boolean): void {
  if ((live[tensor.id] ?? false) === isLive) return;
  if (isLive) live[tensor.id] = true;
  else delete live[tensor.id];
  count += isLive ? 1 : -1;
}

// Neither can be replaced afterwards.
Object.defineProperties(tracker, {
  trackTensor: {
    value: (tensor: Tensor, backend: unknown) => {
      track(tensor, backend);
      counted(tensor, true);
    },
  },
  disposeTensor: {
    value: (tensor: Tensor) => {
      dispose(tensor);
      counted(tensor, false);
    },
  },
});
