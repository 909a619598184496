import { words } from "../words.ts";

/** What is wrong with options, with their labels on the page in place of their names in backquotes. */
export function objectionWords(message: string): string {
  return message.replace(/`(\w+)`/g, (_, name) => words.train.options[name] ?? name);
}
