import { notice } from "../state.ts";

/** Adds a sentence to what the page tells its reader. */
export function tell(line: string): void {
  const told = notice.peek();
  if (!told.includes(line)) notice.value = `${told} ${line}`.trim();
}
