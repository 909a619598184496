/**
 * Compiles the engine's kernels, lib/backend/engine/assembly, into lib/backend/engine/kernel_builds.ts:
 *
 *     deno task kernels
 */
import { compileAssemblyScript } from "../lib/deps/assemblyscript.ts";

const engine = new URL("../lib/backend/engine/", import.meta.url);
const SIMD = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--importMemory"];
const RELAXED = ["--enable", "relaxed-simd"];
const SHARED = ["--enable", "threads", "--sharedMemory", "--maximumMemory", "65536"];
/** Vectors that one file of the kernels hands to another are no exchange with JavaScript. */
const QUIET = ["--disableWarning", "112"];

/** What to ask of the compiler for each of the builds. */
const BUILDS = {
  "relaxed-shared": [...RELAXED, ...SHARED],
  "relaxed-own": RELAXED,
  "plain-shared": SHARED,
  "plain-own": [],
};

/** The text of kernel_builds.ts. */
export async function compileKernels(): Promise<string> {
  const folder = new URL("assembly/", engine);
  const sources: Record<string, string> = {};
  for await (const { name } of Deno.readDir(folder)) {
    sources[name.replace(/\.ts$/, "")] = await Deno.readTextFile(new URL(name, folder));
  }
  const lines = [];
  for (const [name, options] of Object.entries(BUILDS)) {
    const all = [...SIMD, ...options, ...QUIET];
    const bytes = await compileAssemblyScript(sources, "index.ts", all);
    lines.push(`  "${name}":\n    "${bytes.toBase64()}",`);
  }
  return `/** The kernels of ./assembly, compiled by \`deno task kernels\`; in base64. */\n` +
    `export const KERNEL_BUILDS = {\n${lines.join("\n")}\n} as const;\n`;
}

if (import.meta.main) {
  await Deno.writeTextFile(new URL("kernel_builds.ts", engine), await compileKernels());
}
