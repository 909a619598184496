import type { Finding } from "../../exercise/step.ts";
import { printable } from "../../user_error.ts";

/** What was found wrong with a function, in full sentences. */
export function findingText({ message, evidence }: Finding): string {
  const shown = evidence
    ? ` At ${evidence.at}: wanted ${evidence.wanted}, found ${evidence.found}.`
    : "";
  return printable(message + shown);
}
