import type { Answer } from "../answer.ts";
import { shapeText } from "../shape_text.ts";

/** Why an answer cannot be drawn, as a sentence. @param name the student's function */
export function refusalOf(name: string, answer: Answer | undefined): string {
  if (!answer) return `${name} gave no answer.`;
  if ("thrown" in answer) return `${name} stopped with an error: ${answer.thrown}`;
  if ("other" in answer) return `${name} gave ${answer.other}.`;
  return `${name} gave ${shapeText(answer.shape)}.`;
}
