/** Exit statuses of every script; those above 128 are what a shell gives for the signals. */
export const STATUS = {
  done: 0,
  failed: 1,
  usage: 2,
  hungUp: 129,
  interrupted: 130,
  closedPipe: 141,
  terminated: 143,
} as const;

/** Why a command ends before its work is done: what the user is told, and the exit status. */
export class Stop extends Error {
  /** The class name, as for every built-in error. */
  override readonly name: string = "Stop";
  /** What happened, to be followed by where: `interrupted`, `ended by SIGTERM`. */
  readonly what: string;
  /** The exit status. */
  readonly status: number;
  /** Who asked for it; absent where it is the command that cannot go on. */
  readonly by?: string;

  /** @param message what the user is told; empty where there is nothing to tell */
  constructor(
    what: string,
    status: number,
    { by, message = `${what}.` }: { readonly by?: string; readonly message?: string } = {},
  ) {
    super(message);
    this.what = what;
    this.status = status;
    this.by = by;
  }

  /** The same stop in other words. */
  told(message: string): Stop {
    return new Stop(this.what, this.status, { by: this.by, message });
  }
}

/** Ctrl-C; what batch systems and `docker stop` send; what a terminal sends when it is closed. */
export const STOPS = {
  SIGINT: new Stop("interrupted", STATUS.interrupted, { by: "Ctrl-C" }),
  SIGTERM: new Stop("ended by SIGTERM", STATUS.terminated, { by: "SIGTERM" }),
  SIGHUP: new Stop("ended by SIGHUP", STATUS.hungUp, { by: "SIGHUP" }),
} as const;

/** Why a signal was aborted; an abort that is none of ours counts as Ctrl-C. */
export function stopOf(signal: AbortSignal): Stop {
  const { reason } = signal;
  return reason instanceof Stop ? reason : STOPS.SIGINT;
}

/**
 * Standard output cannot be written to.
 * @param onTerminal whether it was a terminal at the start
 */
export function lostOutput(error: unknown, onTerminal: boolean): Stop {
  const { code, message } = error as { code?: string; message: string };
  if (onTerminal && code === "EIO") return STOPS.SIGHUP; // it was closed: the signal is on its way
  // As `... | head -1` does: who reads no further has seen enough.
  if (code === "EPIPE") {
    return new Stop("standard output was closed; stopped", STATUS.closedPipe, { message: "" });
  }
  const fault = `error: cannot write to standard output: ${message}`;
  return new Stop(`${fault}; stopped`, STATUS.failed, { message: `${fault}.` });
}
