/**
 * Mutation testing: do the tests notice a wrong formula?
 *
 *     deno task mutate                            all of lib/math, lib/theory, lib/model, lib/train
 *     deno task mutate lib/math/kl_diagonal.ts    these files
 *     deno task mutate --sample 20 --seed 1       20 mutations, drawn at random
 *
 * Changes one sign, operator, factor or function at a time in a temporary copy of the repository, runs
 * the tests of that file until one fails, and prints what survived as `file:line: before -> after`. A
 * survivor is either an equivalent program or a test that is missing: look at each.
 *
 * The tests of a file are those that import it (where there are none, those that import what imports it,
 * and so on), its own test first, then the fastest; tests that start scripts are left out. Comments,
 * types, strings and error messages are not mutated. All files take about half an hour.
 */
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { TorchRandom } from "../lib/math/torch_random.ts";
import { type Mutation, mutationsOf } from "./mutations_of.ts";

const FORMULAS = ["lib/math", "lib/theory", "lib/model", "lib/train"];
/** Folders of tests that compute in their own process. */
const FAST = ["math", "theory", "model", "train", "measure", "data", "run", "figure"];
/** What the tests read. */
const COPIED = ["deno.json", "deno.lock", "mod.ts", "lib", "tests", "fixtures"];

/** An import or a re-export of more than types from a file of this repository. */
const IMPORT = /^(?:import|export) (?!type )(?:[^;]*? from )?"(\.[^"]+)"/gm;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: "string" }, seed: { type: "string", default: "0" } },
});

const root = new URL("../", import.meta.url);
const copy = pathToFileURL(`${await Deno.makeTempDir({ prefix: "vae-mutate-" })}/`);
Deno.addSignalListener("SIGINT", () => {
  Deno.removeSync(copy, { recursive: true });
  Deno.exit(130);
});
try {
  for (const name of COPIED) copyTree(new URL(name, root), new URL(name, copy));
  await mutateAll();
} finally {
  await Deno.remove(copy, { recursive: true });
}

async function mutateAll(): Promise<void> {
  const files = positionals.length > 0
    ? positionals.map((path) => pathToFileURL(path).href.slice(root.href.length))
    : FORMULAS.flatMap(filesIn);
  const all = files.flatMap((file) =>
    mutationsOf(read(file)).map((mutation) => ({ file, mutation }))
  );
  const drawn = flags.sample === undefined ? all : [
    ...new TorchRandom(Number(flags.seed)).permutation(all.length).slice(0, Number(flags.sample)),
  ].map((i) => all[i]);

  const importersOf = importers();
  const milliseconds = new Map<string, number>();
  let survivors = 0;
  for (const [i, { file, mutation }] of drawn.entries()) {
    console.error(`${i + 1} of ${drawn.length}: ${file}:${mutation.line}: ${mutation.after}`);
    const tests = testsOf(file, importersOf);
    if (await isNoticed(file, mutation, tests, milliseconds)) continue;
    survivors++;
    const note = tests.length === 0 ? " (no fast test imports it)" : "";
    console.log(`${file}:${mutation.line}: ${mutation.before} -> ${mutation.after}${note}`);
  }
  console.log(`${survivors} of ${drawn.length} mutations survived.`);
}

/** Whether a test fails, or no longer ends, with the mutation in the copy: the file's own test first. */
async function isNoticed(
  file: string,
  { source }: Mutation,
  tests: readonly string[],
  milliseconds: Map<string, number>,
): Promise<boolean> {
  const mutated = new URL(file, copy);
  const isOwn = (test: string) =>
    test === file.replace("lib/", "tests/").replace(".ts", "_test.ts");
  for (const group of [tests.filter(isOwn), tests.filter((test) => !isOwn(test))]) {
    const order = await fastestFirst(group, milliseconds);
    Deno.writeTextFileSync(mutated, source);
    try {
      for (const test of order) {
        if (!await passes(test, 5000 + 5 * milliseconds.get(test)!)) return true;
      }
    } finally {
      Deno.copyFileSync(new URL(file, root), mutated);
    }
  }
  return false;
}

/** The tests that import the file; where there are none, those that import what imports it, and so on. */
function testsOf(file: string, importersOf: ReadonlyMap<string, Set<string>>): string[] {
  const isFast = (path: string) =>
    FAST.includes(/^tests\/(\w+)\/.*_test\.ts$/.exec(path)?.[1] ?? "");
  const seen = new Set([file]);
  for (let ring = seen; ring.size > 0;) {
    ring = new Set([...ring].flatMap((each) => [...importersOf.get(each) ?? []])).difference(seen);
    const tests = [...ring].filter(isFast);
    if (tests.length > 0) return tests;
    for (const each of ring) seen.add(each);
  }
  return [];
}

/** Measures, once, how long each test takes on the program as it is, which it must pass. */
async function fastestFirst(
  tests: readonly string[],
  milliseconds: Map<string, number>,
): Promise<string[]> {
  for (const test of tests) {
    if (milliseconds.has(test)) continue;
    const start = performance.now();
    if (!await passes(test, 300_000)) throw new Error(`${test} fails without any mutation`);
    milliseconds.set(test, performance.now() - start);
  }
  return tests.toSorted((a, b) => milliseconds.get(a)! - milliseconds.get(b)!);
}

async function passes(test: string, limit: number): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    cwd: copy,
    args: ["test", "--no-check", "--no-prompt", "--fail-fast", "--quiet"]
      .concat(["read", "write", "env", "ffi", "sys"].map((right) => `--allow-${right}`), test),
    stdout: "null",
    stderr: "null",
    signal: AbortSignal.timeout(Math.ceil(limit)),
  }).output();
  return success;
}

/** Which files of lib and tests import each. */
function importers(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of ["lib", "tests"].flatMap(filesIn)) {
    for (const [, specifier] of read(file).matchAll(IMPORT)) {
      const target = new URL(specifier, new URL(file, root)).href.slice(root.href.length);
      found.set(target, (found.get(target) ?? new Set()).add(file));
    }
  }
  return found;
}

function filesIn(folder: string): string[] {
  return [...Deno.readDirSync(new URL(folder, root))]
    .sort((a, b) => a.name < b.name ? -1 : 1)
    .flatMap(({ name, isDirectory }) => {
      const path = `${folder}/${name}`;
      return isDirectory ? filesIn(path) : name.endsWith(".ts") ? [path] : [];
    });
}

function read(file: string): string {
  return Deno.readTextFileSync(new URL(file, root));
}

function copyTree(from: URL, to: URL): void {
  if (Deno.statSync(from).isFile) return Deno.copyFileSync(from, to);
  Deno.mkdirSync(to);
  for (const { name } of Deno.readDirSync(from)) {
    copyTree(new URL(`${from}/${name}`), new URL(`${to}/${name}`));
  }
}
