import { it } from "@std/testing/bdd";
import { itNeeds, type Right } from "./needs.ts";

const rights: Right[] = ["read", "write", "run"];

/** A Python that a person or CI names for the tests, if there is one. */
function named(): string[] {
  const name = "VAE_PYTHON";
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? [Deno.env.get(name) ?? []].flat() : [];
}

/** A Python that can import these modules, or nothing. Needs the right to run programs. */
export async function pythonWith(modules: string): Promise<string | undefined> {
  for (const python of [...named(), "python3", "/usr/bin/python3", "python"]) {
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

/** A test that needs a Python with some modules. */
export type PythonTest = (name: string, fn: (python: string) => Promise<void>) => void;

/** Makes tests that need a Python with these modules; where there is none, they say so. */
export async function itNeedsPython(modules: string): Promise<PythonTest> {
  const mayRun = Deno.permissions.querySync({ name: "run" }).state === "granted";
  const python = mayRun ? await pythonWith(modules) : undefined;
  return (name, fn) => {
    if (!mayRun || python) return itNeeds(rights, name, () => fn(python!));
    it.skip(
      `${name} (skipped: no Python with ${modules} here; VAE_PYTHON may name one)`,
      () => {},
    );
  };
}

/** What a program in Python prints. @throws {Error} with what it complained of */
export async function runPython(
  python: string,
  args: readonly string[],
  options: Pick<Deno.CommandOptions, "cwd" | "env"> = {},
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(python, {
    args: [...args],
    ...options,
  })
    .output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}
