import type { StepReport } from "../../exercise/check_step.ts";
import { fileOf, type Finding, type Step } from "../../exercise/step.ts";
import { oneLine, printable } from "../../user_error.ts";
import { wrapped } from "../wrapped.ts";

/** Later errors are often caused by the first ones. */
const MAX_TYPE_ERRORS = 3;

/** How a report is told. */
export interface ReportLinesOptions {
  /** Whether the stronger hints are wanted. */
  readonly hint: boolean;
  /** The command that shows them. */
  readonly hintCommand: string;
  /** What TypeScript finds in the file. */
  readonly types: readonly string[];
  /** Characters in a line. */
  readonly width: number;
}

/** What was found of a step, as the terminal shows it. */
export function reportLines(
  { step, passed, parts, printed }: StepReport,
  { hint, hintCommand, types, width }: ReportLinesOptions,
): string[] {
  const isUnwritten = parts.every(({ finding }) => finding?.isUnwritten);
  const state = passed ? "passed" : isUnwritten ? "not written yet" : "not passed yet";
  const lines = [`step ${step.number}  ${step.title}: ${state}`];
  if (isUnwritten) return lines;
  let hinted = false;
  for (const [name, finding] of findings(step, parts)) {
    lines.push("", ...findingLines(name, finding, hint, width));
    hinted = true;
  }
  if (types.length > 0) {
    lines.push("", "  The types do not fit:");
    for (const error of types.slice(0, MAX_TYPE_ERRORS)) {
      lines.push(...wrapped(oneLine(error), width - 4).map((line) => `    ${line}`));
    }
  }
  if (hinted && !hint) lines.push("", `  A stronger hint: ${hintCommand}`);
  if (printed.trim() && !passed) {
    lines.push("", "  Your code printed:");
    lines.push(...repeated(printed.trimEnd().split("\n")).map((line) => `    ${printable(line)}`));
  }
  return lines;
}

/** What was found of each function; once, under the file's name, where it is the whole file that gives nothing. */
function findings(step: Step, parts: StepReport["parts"]): [name: string, finding: Finding][] {
  const found = parts.flatMap(({ name, finding }): [string, Finding][] =>
    finding ? [[name, finding]] : []
  );
  const [first] = found;
  const isWhole = found.length === parts.length && found.length > 1 &&
    found.every(([, finding]) => finding === first[1]);
  return isWhole ? [[fileOf(step), first[1]]] : found;
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
        ...indented(`wanted ${evidence.wanted}, found ${evidence.found}`, "      "),
      ]
      : [],
    ...indented(`Hint: ${finding.hint}`, "    "),
    ...hint ? indented(`Stronger hint: ${finding.strongerHint}`, "    ") : [],
  ];
}

/** Lines of which those that follow the same one are counted: a function is called with many inputs. */
function repeated(lines: readonly string[]): string[] {
  const counted: { line: string; times: number }[] = [];
  for (const line of lines) {
    const last = counted.at(-1);
    if (last?.line === line) last.times++;
    else counted.push({ line, times: 1 });
  }
  return counted.map(({ line, times }) => times > 1 ? `${line} (${times} times)` : line);
}
