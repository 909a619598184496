/**
 * All that a run leaves, to compare it with another to the bit: the SHA-256 of each file by its name, and
 * `run.json` without clock times and the folder's name. The checkpoint, which holds those, is left out.
 */
export async function runNumbers(folder: string): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  const entries = await Array.fromAsync(Deno.readDir(folder));
  for (const { name } of entries.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
    const bytes = await Deno.readFile(`${folder}/${name}`);
    if (name === "run.json") found[name] = withoutTimes(new TextDecoder().decode(bytes));
    else if (name === "checkpoint.safetensors") found[name] = "is there";
    else found[name] = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  }
  return found;
}

const TIMES = ["startedAt", "finishedAt", "seconds", "out"];

function withoutTimes(json: string): unknown {
  return JSON.parse(json, (key, value) => TIMES.includes(key) ? typeof value : value);
}
