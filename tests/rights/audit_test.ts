/** What the exercises' tasks really use of their rights, as Deno itself notes it. */
import { assertEquals } from "@std/assert";
import { isInstalled } from "../../lib/backend/native/is_installed.ts";
import { itNeeds } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";
import { rightsOf, runScript } from "./run_script.ts";

const small = ["--images", "128", "--epochs", "1", "--backend"];
const native = Deno.permissions.querySync({ name: "read" }).state === "granted" && isInstalled();

/** Each exercise on a small input: its rights, but for those of TensorFlow, which is not there always. */
const RUNS: Record<string, readonly string[]> = {
  kl: ["--draws", "2"],
  collapse: [...small, "wasm"],
  train: [...small, "wasm"],
  predict: ["--images", "50"],
  sample: ["--backend", "wasm"],
  interpolate: ["--backend", "wasm"],
  data: ["mnist"],
  export: [],
};

/** The kinds of rights that a script used; to Deno's notes, who reads a file writes it too. */
async function used(task: string, args: readonly string[], folder: string): Promise<string[]> {
  const audit = `${folder}/audit.jsonl`;
  const { status, stderr } = await runScript(
    task,
    rightsOf(task),
    [...args, "--out", `${folder}/${task}`],
    { DENO_AUDIT_PERMISSIONS: audit },
  );
  assertEquals(status, 0, stderr);
  const lines = (await Deno.readTextFile(audit)).trimEnd().split("\n");
  return [...new Set(lines.map((line) => JSON.parse(line).permission))].sort();
}

for (const [task, args] of Object.entries(RUNS)) {
  itNeeds(["read", "write", "run"], `deno task ${task} uses the rights that it has`, async () => {
    await withFolder(async (folder) => {
      const listed = rightsOf(task).filter((right) => right !== "env").sort();
      assertEquals(await used(task, args, folder), listed);
    });
  });
}

if (native) {
  itNeeds(["read", "write", "run"], "TensorFlow needs --allow-env, and nothing else", async () => {
    await withFolder(async (folder) => {
      const kinds = await used("naive", [...small, "tensorflow"], folder);
      assertEquals(kinds, rightsOf("naive").sort());
    });
  });
}
