import { fileURLToPath } from "node:url";
import { itNeedsPython, type PythonTest, runPython } from "../python.ts";

/** What tests/torch/lab.py prints, line by line. @throws {Error} with what it complained of */
export async function runLab(python: string, ...args: string[]): Promise<string[]> {
  const program = fileURLToPath(new URL("lab.py", import.meta.url));
  const printed = await runPython(python, [program, ...args], { env: { OMP_NUM_THREADS: "2" } });
  return printed.trim().split("\n");
}

/** A test that needs a Python with torch; where there is none, it says so. */
export const itNeedsTorch: PythonTest = await itNeedsPython("numpy, torch");
