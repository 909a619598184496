import { fileURLToPath } from "node:url";
import { runTask } from "../run_task.ts";

/** `deno task sample` with the model that ships, on wasm: seconds of the whole process, by round. */
export async function measureSample(rounds: number, folder: string): Promise<number[]> {
  const model = fileURLToPath(
    new URL("../../fixtures/anneal-seed-0/model.safetensors", import.meta.url),
  );
  const args = ["--backend", "wasm", "--model", model, "--out", folder];
  await runTask("sample", args); // the disk's cache is warm from here on
  const seconds: number[] = [];
  for (let i = 0; i < rounds; i++) seconds.push((await runTask("sample", args)).seconds);
  return seconds;
}
