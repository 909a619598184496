import type { BlasLibrary } from "../../deps/blas.ts";

/**
 * What a system may have installed, best first; a reference BLAS is not among them, since the engine's own
 * products are faster.
 */
const LIBRARIES: Partial<Record<typeof Deno.build.os, readonly string[]>> = {
  darwin: ["/System/Library/Frameworks/Accelerate.framework/Accelerate"],
  linux: ["libopenblas.so.0", "libblis.so.4", "libmkl_rt.so.2"],
  windows: ["libopenblas.dll", "mkl_rt.2.dll"],
};

/** The libraries that are worth a try, by the names that the loader knows. */
export function systemLibraries(os: typeof Deno.build.os = Deno.build.os): BlasLibrary[] {
  return (LIBRARIES[os] ?? []).map((path) => ({ path, prefix: "" }));
}
