import { TorchRandom } from "../math/torch_random.ts";
import type { Step } from "./step.ts";

/** The cases of a step's functions, drawn from what a text says. */
export async function drawCases(
  step: Step,
  text: string,
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const bytes = new TextEncoder().encode(text);
  const hash = new DataView(await crypto.subtle.digest("SHA-256", bytes));
  const random = new TorchRandom(hash.getUint32(0));
  // As JSON, in which the probe gets them: numbers that differ in the last digit would be other ones.
  return Object.fromEntries(
    step.parts.map((part) => [part.name, JSON.parse(JSON.stringify(part.draw(random)))]),
  );
}
