/** Each right taken away in turn: one line that names it, status 1, nothing asked. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { isInstalled } from "../../lib/backend/native/is_installed.ts";
import { itNeeds } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";
import { rightsOf, runScript } from "./run_script.ts";

const train = ["--images", "128", "--epochs", "1", "--backend"];
const native = Deno.permissions.querySync({ name: "read" }).state === "granted" && isInstalled();

const CASES = [
  { task: "kl", args: ["--draws", "2"], without: ["read", "write", "ffi"] },
  { task: "naive", args: [...train, "wasm"], without: ["read", "write", "ffi"] },
  // On wasm the right to read is missed earlier.
  { task: "naive", args: [...train, "cpu"], without: ["read"] },
  { task: "sample", args: ["--backend", "cpu"], without: ["read"] },
  // The right to ask the environment is TensorFlow's alone.
  ...native
    ? [{ task: "naive", args: [...train, "tensorflow"], without: ["read", "env", "ffi"] }]
    : [],
];

for (const { task, args, without } of CASES) {
  for (const right of without) {
    const name = ["deno task", task, ...args.slice(-2), "without", `--allow-${right}`].join(" ");
    itNeeds(["read", "write", "run"], `${name} says so in one line`, async () => {
      await withFolder(async (folder) => {
        const rights = rightsOf(task).filter((other) => other !== right);
        const out = ["--quiet", "--out", `${folder}/out`];
        const { status, stderr } = await runScript(task, rights, [...args, ...out]);
        assertEquals(status, 1, stderr);
        assertStringIncludes(stderr, `--allow-${right}`);
        assertEquals(stderr.trimEnd().split("\n").length, 1, stderr);
        assert(stderr.startsWith("error: "), stderr);
      });
    });
  }
}
