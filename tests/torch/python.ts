import { fileURLToPath } from "node:url";
import { it } from "@std/testing/bdd";
import { itNeeds } from "../needs.ts";

/** A Python that has torch and numpy, or nothing. Needs the right to run programs. */
export async function pythonWithTorch(): Promise<string | undefined> {
  return await pythonWith("numpy, torch");
}

/** A Python that can import these modules, or nothing. Needs the right to run programs. */
export async function pythonWith(modules: string): Promise<string | undefined> {
  for (const python of ["python3", "/usr/bin/python3", "python"]) {
    try {
      const { success } = await new Deno.Command(python, {
        args: ["-c", `import ${modules}`],
        stdout: "null",
        stderr: "null",
      }).output();
      if (success) return python;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

/** What tests/torch/lab.py prints, line by line. @throws {Error} with what it complained of */
export async function runLab(python: string, ...args: string[]): Promise<string[]> {
  const program = fileURLToPath(new URL("lab.py", import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(python, {
    args: [program, ...args],
    env: { OMP_NUM_THREADS: "2" },
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim().split("\n");
}

const mayRun = Deno.permissions.querySync({ name: "run" }).state === "granted";
const python = mayRun ? await pythonWithTorch() : undefined;

/** A test that needs a Python with torch; where there is none, it says so. */
export function itNeedsTorch(name: string, fn: (python: string) => Promise<void>): void {
  if (!mayRun || python) itNeeds(["read", "write", "run"], name, () => fn(python!));
  else it.skip(`${name} (skipped: no Python with torch and numpy here)`, () => {});
}
