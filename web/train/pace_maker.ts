import type { Pace } from "./protocol.ts";

/** Holds a run between two batches for as long as the page wants it to. */
export interface PaceMaker {
  /** Changes the pace; what waits goes on if it may. */
  set(pace: Pace): void;
  /** Whether every batch is looked at, since the run halts after it. */
  readonly stepwise: boolean;
  /** To await after a batch. */
  next(): Promise<void>;
  /** To await after an epoch. @param more whether another one follows */
  nextEpoch(more: boolean): Promise<void>;
}

/** A pace maker that lets a run go on to its end. @param paused is told whenever the run halts */
export function paceMaker(paused: () => void): PaceMaker {
  let pace: Pace = "run";
  let release: (() => void) | undefined;

  async function halt(): Promise<void> {
    pace = "pause";
    paused();
    await new Promise<void>((resolve) => release = resolve);
    release = undefined;
  }

  return {
    set(wanted) {
      pace = wanted;
      if (wanted !== "pause") release?.();
    },
    get stepwise() {
      return pace === "batch" || pace === "pause";
    },
    async next() {
      if (pace === "batch" || pace === "pause") await halt();
    },
    async nextEpoch(more) {
      if (more && pace !== "run") await halt();
    },
  };
}
