/** Deletes an installation, complete or not. @returns whether there was one */
export async function removeNative(folder: URL): Promise<boolean> {
  try {
    for await (const { name } of Deno.readDir(folder)) {
      await Deno.remove(new URL(encodeURIComponent(name), folder), { recursive: true });
    }
    await Deno.remove(folder);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    // A disk of its own stays, empty.
    if ((error as { code?: string }).code === "EBUSY") return true;
    throw error;
  }
}
