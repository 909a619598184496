import { type Question, questionsOf } from "./answer_sheet.ts";
import sheet from "./questions.md" with { type: "text" };

/** The written questions, in their order. */
export const QUESTIONS: readonly Question[] = questionsOf(sheet);
