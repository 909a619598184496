/** Door to signals: values that views and effects follow. */
export {
  batch,
  computed,
  effect,
  type ReadonlySignal,
  Signal,
  signal,
  useComputed,
  useSignal,
  useSignalEffect,
} from "npm:@preact/signals@2.11.4";
