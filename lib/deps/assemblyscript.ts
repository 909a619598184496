/** Door to AssemblyScript's compiler, with which `deno task kernels` compiles the engine's kernels. */
import asc from "npm:assemblyscript@0.28.20/asc";

/**
 * Compiles AssemblyScript.
 *
 * @param sources by their names, without the ending
 * @param options of the command `asc`
 * @throws {Error} what the compiler says of a fault
 */
export async function compileAssemblyScript(
  sources: Readonly<Record<string, string>>,
  entry: string,
  options: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  let binary: Uint8Array<ArrayBuffer> | undefined;
  const { error, stderr } = await asc.main([entry, ...options, "--outFile", "out.wasm"], {
    readFile: (name) => sources[name.replace(/\.ts$/, "")] ?? null,
    writeFile: (_name, contents) => void (binary = contents as Uint8Array<ArrayBuffer>),
    listFiles: () => [],
  });
  if (error || !binary) {
    throw new Error(`${error?.message ?? "no output"}\n${stderr}`, { cause: error });
  }
  return binary;
}
