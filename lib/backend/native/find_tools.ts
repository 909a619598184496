import { UserError } from "../../user_error.ts";
import type { RunProgram } from "./run_program.ts";

/** The programs that an installation needs, as they are called. */
export interface Tools {
  /** A Python that has pip. */
  readonly python: string;
  readonly compiler: string;
}

const PYTHONS = ["python3", "python"];
const COMPILERS = ["g++", "c++", "clang++"];

/**
 * Finds a Python with pip and a C++ compiler.
 *
 * @throws {UserError} with a line for each that is missing
 */
export async function findTools(run: RunProgram): Promise<Tools> {
  const missing: string[] = [];
  const python = await findPython(run).catch((error) => {
    if (!(error instanceof UserError)) throw error;
    missing.push(error.message);
  });
  let compiler: string | undefined;
  for (const name of COMPILERS) {
    if (!compiler && await works(run, name, "--version")) compiler = name;
  }
  if (!compiler) {
    missing.push(
      `a C++ compiler is missing: found none of ${COMPILERS.join(", ")}. ` +
        `On Debian and Ubuntu: apt install g++.`,
    );
  }
  if (!python || !compiler) throw new UserError(missing.join("\n"));
  return { python, compiler };
}

/**
 * Finds a Python with pip.
 *
 * @throws {UserError} if there is none
 */
export async function findPython(run: RunProgram): Promise<string> {
  let bare: string | undefined;
  for (const name of PYTHONS) {
    if (await works(run, name, "-m", "pip", "--version")) return name;
    if (await works(run, name, "--version")) bare ??= name;
  }
  throw new UserError(
    bare
      ? `pip is missing: ${bare} has no module pip. On Debian and Ubuntu: apt install python3-pip.`
      : `Python is missing: found none of ${PYTHONS.join(", ")}. ` +
        `On Debian and Ubuntu: apt install python3-pip.`,
  );
}

async function works(run: RunProgram, program: string, ...args: string[]): Promise<boolean> {
  return (await run(program, args))?.status === 0;
}
