import type { OutputFolder } from "../run/output_folder.ts";
import { ANSWERS } from "./answer_sheet.ts";
import guide from "./marking_guide.md" with { type: "text" };
import questions from "./questions.md" with { type: "text" };
import { fileOf } from "./step.ts";
import { STEPS } from "./steps.ts";

/** The teacher's files by name: each step's text and its solution, the sheet of questions, and how to mark it. */
export const SOLUTIONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(STEPS.flatMap((step) => [
    [fileOf(step, ".md"), step.text],
    [fileOf(step), step.solution],
  ])),
  [ANSWERS]: questions,
  "marking_guide.md": guide,
};

/** Writes the {@linkcode SOLUTIONS} into a folder of their own. */
export async function writeSolutions(folder: OutputFolder): Promise<void> {
  for (const [name, text] of Object.entries(SOLUTIONS)) await folder.write(name, text);
}
