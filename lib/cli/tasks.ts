/** A task of deno.json that runs a script. */
export interface Task {
  /** The permissions that it needs, as Deno's flags. */
  readonly permissions: readonly string[];
  /** Other flags for `deno run`. */
  readonly flags: readonly string[];
  /** The script's path in the clone. */
  readonly script: string;
}

/**
 * A training step makes half a megabyte of short-lived objects. V8 would let them pile up before it clears them
 * away, which takes 100 MB more and saves no time that can be measured.
 */
const SPARE_MEMORY = "--v8-flags=--optimize-for-size";

const FILES = ["--allow-read", "--allow-write"];
/** The tasks that train in their own process. */
const TRAINING = [
  "lab",
  "anneal",
  "collapse",
  "naive",
  "train",
  "hysteresis",
  "transition",
  "classifier",
  "published",
  "prior",
  "blame",
];

/** Every task of deno.json that runs a script, and what it may do; a test compares the two. */
export const TASKS = {
  ...task("lab", ...FILES, "--allow-env", "--allow-run", "--allow-ffi"),
  ...task("anneal", ...FILES, "--allow-env", "--allow-ffi"),
  ...task("collapse", ...FILES, "--allow-env", "--allow-ffi"),
  ...task("naive", ...FILES, "--allow-env", "--allow-ffi"),
  ...task("sample", ...FILES, "--allow-env", "--allow-ffi"),
  ...task("classifier", ...FILES, "--allow-env", "--allow-ffi"),
  ...task("interpolate", ...FILES, "--allow-env", "--allow-ffi"),
  ...task("train", ...FILES, "--allow-env", "--allow-ffi"),
  ...task("compare", ...FILES, "--allow-ffi"),
  ...task("cures", ...FILES, "--allow-env", "--allow-run", "--allow-ffi"),
  ...task("prior", ...FILES, "--allow-env", "--allow-ffi"),
  ...task("blame", ...FILES, "--allow-env", "--allow-ffi"),
  ...task("sweep", ...FILES, "--allow-run", "--allow-ffi"),
  ...task("table", ...FILES, "--allow-ffi"),
  ...task("kl", ...FILES, "--allow-ffi"),
  ...task("hysteresis", ...FILES, "--allow-env", "--allow-ffi"),
  ...task("published", ...FILES, "--allow-env", "--allow-ffi"),
  ...task("transition", ...FILES, "--allow-env", "--allow-ffi"),
  ...task("data", ...FILES, "--allow-ffi"),
  ...task("predict", ...FILES, "--allow-ffi"),
  ...task("explore", ...FILES, "--allow-net=127.0.0.1", "--allow-run", "--allow-ffi"),
  ...task("export", ...FILES),
  ...task("notebook", ...FILES, "--allow-run", "--allow-ffi"),
  ...task("exercise", ...FILES),
  ...task("check", ...FILES, "--allow-net=127.0.0.1", "--allow-run", "--allow-ffi"),
  ...task("grade", ...FILES, "--allow-run"),
  ...task("share", ...FILES, "--allow-run"),
  ...task("native", ...FILES, "--allow-run", "--allow-sys"),
  ...task("doctor", "--allow-read", "--allow-env", "--allow-run", "--allow-ffi"),
};

function task<N extends string>(name: N, ...permissions: string[]): { readonly [K in N]: Task } {
  const flags = TRAINING.includes(name) ? [SPARE_MEMORY] : [];
  const script = `scripts/${name}.ts`;
  return { [name]: { permissions, flags, script } } as unknown as { [K in N]: Task };
}
