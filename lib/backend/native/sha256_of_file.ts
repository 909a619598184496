import { createHash } from "node:crypto";

/** The SHA-256 of a file in hexadecimal, read piece by piece; `undefined` if there is no such file. */
export async function sha256OfFile(path: URL): Promise<string | undefined> {
  try {
    using file = await Deno.open(path);
    const hash = createHash("sha256");
    const buffer = new Uint8Array(2 ** 20);
    for (let n = await file.read(buffer); n !== null; n = await file.read(buffer)) {
      hash.update(buffer.subarray(0, n));
    }
    return hash.digest("hex");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
