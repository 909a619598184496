const FIXTURE = new URL("../../../fixtures/anneal-seed-0/", import.meta.url);

/** Puts a run with its model and two batches into a folder, which it makes. */
export async function writeRealRun(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const name of ["run.json", "model.safetensors"]) {
    await Deno.copyFile(new URL(name, FIXTURE), `${folder}/${name}`);
  }
  await Deno.writeTextFile(`${folder}/metrics.jsonl`, '{"epoch":1,"batch":0}\n');
}
