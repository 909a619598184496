import { batch } from "../../lib/deps/preact_signals.ts";
import { client, model, stopped } from "./explored.ts";
import { tell } from "./tell.ts";

/** Ends the worker, and says why. */
export function stop(line: string): void {
  client.peek()?.end();
  tell(line);
  batch(() => {
    stopped.value = true;
    client.value = model.value = undefined;
  });
}
