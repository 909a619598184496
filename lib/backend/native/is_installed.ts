import { nativeFolder } from "./native_folder.ts";
import { type NativeKind, nativePlan } from "./native_plan.ts";
import { readStamp } from "./native_stamp.ts";

/** Whether `deno task native` has installed TensorFlow's library; see {@linkcode installedKind}. */
export function isInstalled(folder?: URL): boolean {
  return installedKind(folder) !== undefined;
}

/**
 * Which TensorFlow `deno task native` has installed, completely and as this version of the lab wants it;
 * `undefined` if none. Never asks for the permission to read: without it there is none.
 *
 * @param folder the lab's own where it is not given
 */
export function installedKind(folder: URL | undefined = nativeFolder()): NativeKind | undefined {
  if (!folder || Deno.permissions.querySync({ name: "read", path: folder }).state !== "granted") {
    return undefined;
  }
  const found = readStamp(folder);
  try {
    const same = found && JSON.stringify(found) === JSON.stringify(nativePlan(found.kind));
    return same ? found.kind : undefined;
  } catch {
    return undefined; // put together on another platform
  }
}
