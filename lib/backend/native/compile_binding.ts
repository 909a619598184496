import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../../user_error.ts";
import { explainFailure } from "./explain_failure.ts";
import { type NativeFiles, nativeFiles } from "./native_files.ts";
import type { NativePlan } from "./native_plan.ts";
import type { RunProgram } from "./run_program.ts";

/**
 * Compiles the npm package's own source, which ties TensorFlow's C interface to Node's, against the
 * unpacked libraries, and puts it where the package looks for it.
 *
 * @throws {UserError} with the compiler's first complaint
 */
export async function compileBinding(
  plan: NativePlan,
  folder: URL,
  compiler: string,
  run: RunProgram,
): Promise<void> {
  const files = nativeFiles(folder);
  const temporary = new URL("tfjs_binding.node", folder);
  const result = await run(compiler, compilerArguments(plan, files, temporary));
  if (result?.status !== 0) {
    throw new UserError(`${compiler} could not compile the binding: ${explainFailure(result)}`);
  }
  await Deno.mkdir(new URL(".", files.binding), { recursive: true });
  await Deno.rename(temporary, files.binding);
}

function compilerArguments(plan: NativePlan, files: NativeFiles, output: URL): string[] {
  const path = (url: URL | string) => fileURLToPath(url);
  // The binding lies where node_modules' link leads to, and the libraries are found from there, so
  // that the lab's folder can be moved.
  const home = Deno.realPathSync(files.package);
  const binding = `${home}/lib/napi-v8`;
  const libraries = relative(binding, Deno.realPathSync(new URL(".", files.libraries[0])));
  return [
    ...plan.compilerFlags,
    ...files.headers.flatMap((url) => ["-I", path(url)]),
    ...["tfjs_backend.cc", "tfjs_binding.cc"].map((name) => `${home}/binding/${name}`),
    ...files.libraries.map(path),
    `-Wl,-rpath,${Deno.build.os === "darwin" ? "@loader_path" : "$ORIGIN"}/${libraries}`,
    ...["-o", path(output)],
  ];
}
