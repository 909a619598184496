import type { Backend } from "../../backend/backends.ts";
import { UserError } from "../../user_error.ts";
import { invocation } from "../invocation.ts";
import type { Terminal } from "../terminal.ts";
import { examine } from "./examine.ts";
import type { Machine } from "./machine.ts";
import { machineLines } from "./machine_lines.ts";
import { failure } from "./problems.ts";

/**
 * `deno task doctor`: looks, and shows a screen.
 *
 * @throws {UserError} if the backend that the tasks take, the data or the fonts do not work
 */
export async function doctor(
  { backend }: { readonly backend: Backend },
  { say, note }: Terminal,
  signal: AbortSignal,
): Promise<void> {
  note("trying everything in processes of their own, for about ten seconds ...");
  const machine = await examine(backend, signal);
  machineLines(machine).forEach((line) => say(line));
  const message = complaint(machine);
  if (message) throw new UserError(message);
}

/** What keeps the tasks from working, with their reasons; `undefined` if nothing does. */
export function complaint(machine: Machine): string | undefined {
  if (machine.missingRights.includes("run")) {
    return `nothing could be tried without --allow-run. It works as ${invocation("doctor")}.`;
  }
  const { wanted, chosen, data, fonts } = machine;
  const lines = Object.entries({ [`the backend ${wanted}`]: chosen, MNIST: data, Fonts: fonts })
    .map(([name, tried]) => [name, failure(tried)])
    .filter(([, reason]) => reason !== undefined)
    .map(([name, reason]) => `${name}: ${reason}`);
  return lines.length === 0
    ? undefined
    : `something that the tasks need does not work.\n${lines.join("\n")}`;
}
