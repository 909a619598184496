import { UserError } from "../../user_error.ts";

/**
 * A signal that is aborted with another one, and when the system ends this process (SIGTERM), as batch
 * systems do: what it has started must not outlive it.
 */
export function orTerminated(signal: AbortSignal): { signal: AbortSignal } & Disposable {
  const termination = new AbortController();
  const end = () => termination.abort(new UserError("ended by SIGTERM."));
  const listens = Deno.build.os !== "windows"; // which has no SIGTERM
  if (listens) Deno.addSignalListener("SIGTERM", end);
  return {
    signal: AbortSignal.any([signal, termination.signal]),
    [Symbol.dispose]: () => {
      if (listens) Deno.removeSignalListener("SIGTERM", end);
    },
  };
}
