import { useEffect } from "../../lib/deps/preact.ts";
import { type Signal, useSignal } from "../../lib/deps/preact_signals.ts";
import { type Answered, answered } from "./answered.ts";
import { client, model } from "./explored.ts";
import type { Answer, Ask, Kind } from "./protocol.ts";

/**
 * The worker's answer about the model that is held, asked anew whenever a signal that the question reads changes.
 *
 * @param ask the question; nothing where it cannot be asked yet
 * @returns the newest answer
 */
export function useAnswer<K extends Kind>(
  kind: K,
  ask: () => Omit<Ask<K>, "model"> | undefined,
): Signal<Answered<Answer<K>>> {
  const answer = useSignal<Answered<Answer<K>>>({ pending: true });
  useEffect(() =>
    answered(() => {
      const [asked, held] = [client.value, model.value];
      const question = asked && held && ask();
      return question && asked.ask(kind, { ...question, model: held.model } as Ask<K>);
    }, answer), []);
  return answer;
}
