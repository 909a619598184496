import { it } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import { itNeeds, type Right } from "../needs.ts";
import { pythonWith } from "../python.ts";
import { asInstalled } from "../as_installed.ts";

/** What is done to a program, and when: see in_terminal.py. */
export interface Step {
  /** A regular expression: wait until it is printed. */
  readonly after?: string;
  /** Wait until this file is there. */
  readonly file?: string;
  /** Then wait these seconds more. */
  readonly wait?: number;
  readonly keys?: string;
  readonly signal?: Deno.Signal;
  /** Close the terminal, as a lost ssh connection does. */
  readonly close?: true;
}

/** Ctrl-C, as it is typed. */
export const CTRL_C = "\x03";

/** How a program in a terminal ended; by a signal, if below 0. */
export interface TerminalResult {
  readonly status: number;
  /** All that the terminal was sent, echo included. */
  readonly output: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = fileURLToPath(new URL("in_terminal.py", import.meta.url));
const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];

const mayRun = Deno.permissions.querySync({ name: "run" }).state === "granted";
const python = mayRun && Deno.build.os !== "windows" ? await pythonWith("pty") : undefined;

/** A test that needs a pseudo-terminal, which Python makes: skipped, with a word, where there is none. */
export function itNeedsTerminal(name: string, fn: () => Promise<void>): void {
  if (mayRun && !python) {
    it.skip(`${name} (skipped: no Python with the module pty here)`, () => {});
  } else itNeeds(rights, name, fn);
}

/** Runs a program in a pseudo-terminal, in the clone. */
export async function inTerminal(
  argv: readonly string[],
  steps: readonly Step[],
  env: Readonly<Record<string, string>> = {},
): Promise<TerminalResult> {
  const job = { argv, cwd: root, env: { TERM: "xterm", ...env }, steps };
  const { success, stdout, stderr } = await new Deno.Command(python!, {
    args: [program, JSON.stringify(job)],
  }).output();
  const text = (bytes: Uint8Array) => asInstalled(new TextDecoder().decode(bytes));
  if (!success) throw new Error(text(stderr));
  return JSON.parse(text(stdout));
}
