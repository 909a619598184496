import { TorchRandom } from "../math/torch_random.ts";
import type { Step } from "./step.ts";

/** The words of 32 bits that are the state of a {@linkcode TorchRandom}'s engine. */
const STATE = 624;

/** The cases of a step's functions, drawn from what a text says. */
export async function drawCases(
  step: Step,
  text: string,
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const random = TorchRandom.fromState([0, ...await words(text, STATE)]);
  // As JSON, in which the probe gets them: numbers that differ in the last digit would be other ones.
  return Object.fromEntries(
    step.parts.map((part) => [part.name, JSON.parse(JSON.stringify(part.draw(random)))]),
  );
}

/**
 * As many words as are wanted, from a text, by SHA-256. A seed of 32 bits would not do: among a few million texts one
 * can be found that has a seed from a list, and so the answers in that list.
 */
async function words(text: string, count: number): Promise<number[]> {
  const found: number[] = [];
  for (let block = 0; found.length < count; block++) {
    const bytes = new TextEncoder().encode(`${block} ${text}`);
    const hash = new DataView(await crypto.subtle.digest("SHA-256", bytes));
    for (let at = 0; at < hash.byteLength; at += 4) found.push(hash.getUint32(at));
  }
  return found.slice(0, count);
}
