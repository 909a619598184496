import { type Stop, STOPS } from "./stop.ts";

/** How often, and how many milliseconds apart, the event loop has to turn before a second Ctrl-C counts. */
const TURNS = 5, PAUSE = 50;

/** What to do about them. */
export interface StopListeners {
  /** Called once, by the first of them. */
  first(stop: Stop): void;
  /** Called by a Ctrl-C that a person pressed after the first one. */
  again(stop: Stop): void;
}

/**
 * Listens to the system's requests to end this process, until it is disposed.
 *
 * One press of Ctrl-C may arrive twice: the terminal sends SIGINT to every process of the group, and
 * `deno task` and npx forward their own, a millisecond later. So a second SIGINT counts only after a
 * quarter of a second. That time is counted in turns of the event loop, since a long computation may
 * hold back the forwarded signal for as long as it takes. A repeated SIGTERM or SIGHUP asks for nothing
 * new.
 */
export function listenForStops({ first, again }: StopListeners): Disposable {
  let stopped = false;
  let settled = false;
  async function settle(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn++) {
      await new Promise<void>((resolve) => Deno.unrefTimer(setTimeout(resolve, PAUSE)));
    }
    settled = true;
  }
  const names = Object.keys(STOPS) as (keyof typeof STOPS)[];
  // Windows has no others than Ctrl-C.
  const there = Deno.build.os === "windows" ? names.filter((name) => name === "SIGINT") : names;
  const listeners = there.map((name) => {
    const stop = STOPS[name];
    const listener = () => {
      if (!stopped) {
        stopped = true;
        settle();
        first(stop);
      } else if (settled && name === "SIGINT") again(stop);
    };
    Deno.addSignalListener(name, listener);
    return { name, listener };
  });
  return {
    [Symbol.dispose]() {
      for (const { name, listener } of listeners) Deno.removeSignalListener(name, listener);
    },
  };
}
