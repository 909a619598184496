/** The names that `useBackend` takes. */
export const BACKENDS = ["auto", "blas", "wasm", "tensorflow", "webgpu", "cpu"] as const;

/** A name that `useBackend` takes. */
export type Backend = typeof BACKENDS[number];
