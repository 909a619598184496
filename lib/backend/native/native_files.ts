/** Where things lie in the folder of an installation. */
export interface NativeFiles {
  /** Wheels, while they are fetched. */
  readonly downloads: URL;
  /** The wheels' wanted files. */
  readonly unpacked: URL;
  /** The npm package. */
  readonly package: URL;
  /** What the npm package loads. */
  readonly binding: URL;
  /** TensorFlow's libraries, which the binding loads. */
  readonly libraries: readonly URL[];
  readonly headers: readonly URL[];
  /** The plan that is being followed, written first. */
  readonly plan: URL;
  /** The plan that was followed to its end, written last. */
  readonly stamp: URL;
}

/** Where things lie in the folder of an installation on a system. */
export function nativeFiles(folder: URL, os = Deno.build.os): NativeFiles {
  const at = (path: string) => new URL(path, folder);
  const library = (name: string) =>
    at(`unpacked/tensorflow/lib${name}.${os === "darwin" ? "2.dylib" : "so.2"}`);
  return {
    downloads: at("downloads/"),
    unpacked: at("unpacked/"),
    package: at("node_modules/@tensorflow/tfjs-node-gpu/"),
    binding: at("node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node"),
    libraries: [library("tensorflow_cc"), library("tensorflow_framework")],
    headers: [at("unpacked/tensorflow/include/"), at("node_modules/node-api-headers/include/")],
    plan: at("plan.json"),
    stamp: at("installed.json"),
  };
}
