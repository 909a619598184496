/** The names that `useBackend` takes. */
export const BACKENDS = ["auto", "tensorflow", "webgpu", "wasm", "cpu"] as const;

/** A name that `useBackend` takes. */
export type Backend = typeof BACKENDS[number];
