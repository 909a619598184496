import type { StepReport } from "../../exercise/check_step.ts";
import type { Finding } from "../../exercise/step.ts";
import { oneLine, printable } from "../../user_error.ts";
import { wrapped } from "../wrapped.ts";

/** How a report is told. */
export interface ReportLinesOptions {
  /** Whether the stronger hints are wanted. */
  readonly hint: boolean;
  /** The command that shows them. */
  readonly hintCommand: string;
  /** Characters in a line. */
  readonly width: number;
}

/** What was found of a step, as the terminal shows it. */
export function reportLines(
  { step, passed, parts, printed }: StepReport,
  { hint, hintCommand, width }: ReportLinesOptions,
): string[] {
  const isUnwritten = parts.every(({ finding }) => finding?.isUnwritten);
  const state = passed ? "passed" : isUnwritten ? "not written yet" : "not passed yet";
  const lines = [`step ${step.number}  ${step.title}: ${state}`];
  if (isUnwritten) return lines;
  let hinted = false;
  for (const [name, finding] of findings(parts)) {
    lines.push("", ...findingLines(name, finding, hint, width));
    hinted = true;
  }
  if (hinted && !hint) lines.push("", `  A stronger hint: ${hintCommand}`);
  if (printed.trim() && !passed) {
    lines.push("", "  Your code printed:");
    lines.push(...printed.trimEnd().split("\n").map((line) => `    ${printable(line)}`));
  }
  return lines;
}

/** Each finding once: a file that cannot be loaded gives all functions the same. */
function findings(parts: StepReport["parts"]): [name: string, finding: Finding][] {
  const seen = new Map<Finding, string>();
  for (const { name, finding } of parts) if (finding && !seen.has(finding)) seen.set(finding, name);
  return [...seen].map(([finding, name]) => [name, finding]);
}

function findingLines(name: string, finding: Finding, hint: boolean, width: number): string[] {
  const { message, evidence, mistake } = finding;
  const indented = (text: string, indent: string) =>
    wrapped(oneLine(text), width - indent.length).map((line) => indent + line);
  return [
    `  ${name}${mistake ? ` (${mistake})` : ""}`,
    ...indented(message, "    "),
    ...evidence
      ? [
        ...indented(`at ${evidence.at}`, "      "),
        `      wanted ${oneLine(evidence.wanted)}, found ${oneLine(evidence.found)}`,
      ]
      : [],
    ...indented(`Hint: ${finding.hint}`, "    "),
    ...hint ? indented(`Stronger hint: ${finding.strongerHint}`, "    ") : [],
  ];
}
