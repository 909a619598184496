/** Door to the C library of Linux, for what Deno has no call for. */

/**
 * Does something while nothing reaches standard error, not even from libraries that write to it past
 * Deno. Where that cannot be had (another system, no permission to call libraries) it is done all the same.
 */
export function withoutStderr<T>(work: () => T): T {
  if (
    Deno.build.os !== "linux" || Deno.permissions.querySync({ name: "ffi" }).state !== "granted"
  ) {
    return work();
  }
  const library = Deno.dlopen("libc.so.6", {
    open: { parameters: ["buffer", "i32"], result: "i32" },
    dup: { parameters: ["i32"], result: "i32" },
    dup2: { parameters: ["i32", "i32"], result: "i32" },
    close: { parameters: ["i32"], result: "i32" },
  });
  const { open, dup, dup2, close } = library.symbols;
  const [STDERR, WRITE_ONLY] = [2, 1];
  const stderr = dup(STDERR);
  const nowhere = open(new TextEncoder().encode("/dev/null\0"), WRITE_ONLY);
  if (stderr >= 0 && nowhere >= 0) dup2(nowhere, STDERR);
  try {
    return work();
  } finally {
    if (stderr >= 0) dup2(stderr, STDERR);
    for (const file of [stderr, nowhere]) if (file >= 0) close(file);
    library.close();
  }
}
