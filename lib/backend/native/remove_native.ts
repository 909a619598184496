/** Deletes an installation, whole or not. @returns whether there was one */
export async function removeNative(folder: URL): Promise<boolean> {
  try {
    await Deno.remove(folder, { recursive: true });
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
