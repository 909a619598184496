/** A thread that runs a text; the host knows how to start one. */
export interface Thread {
  postMessage(message: unknown): void;
  terminate(): void;
}

/** Starts a thread which runs this text, the body of a function of `receive`: the one message it is sent. */
export type StartThread = (program: string) => Thread;

/** Words of a job's arguments. */
export const JOB_WORDS = 16;
/** The control words, which all threads share, by their places. */
const [JOB, NEXT, ACTIVE, BROKEN, ARGUMENTS] = [0, 1, 2, 3, 4];
/** In NEXT while there is no job. */
const CLOSED = 1 << 30;
/** Bytes of the control words. */
export const CONTROL_BYTES = 4 * (ARGUMENTS + JOB_WORDS);
/** How long a thread looks for the next job before it sleeps; a step's products follow one another faster. */
const LOOK_MS = 1;
/** How long the main thread waits for one that is at work, which takes a millisecond, before it gives it up. */
const PATIENCE_MS = 5_000;

/**
 * Threads that share a job's parts with the main thread.
 *
 * A job is a number of parts. Whoever is free takes the next one, the main thread too, so that a thread that
 * is asleep, not yet started or has ended between two jobs costs nothing but its help; the parts do not depend on
 * who computes them. A job is over when no part is left and no thread is at work. If one ends or breaks while it is
 * at work, the main thread computes that job again, and all others, alone.
 *
 *     main:    write arguments, NEXT = 0, JOB++    take parts    NEXT = closed, wait for ACTIVE = 0
 *     thread:  wait for JOB    ACTIVE++    take parts: NEXT++    ACTIVE--
 */
export class ThreadPool {
  readonly #words: Int32Array<SharedArrayBuffer>;
  readonly #threads: Thread[];

  /**
   * @param memory shared, and {@linkcode CONTROL_BYTES} for the control words at `control`
   * @param patience how long to wait for a thread that is at work, in milliseconds
   */
  constructor(
    start: StartThread,
    helpers: number,
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    control: number,
    readonly patience: number = PATIENCE_MS,
  ) {
    const buffer = memory.buffer as unknown as SharedArrayBuffer;
    this.#words = new Int32Array(buffer, control, ARGUMENTS + JOB_WORDS);
    this.#words.fill(0);
    this.#words[NEXT] = CLOSED;
    this.#threads = [];
    try {
      for (let helper = 1; helper <= helpers; helper++) {
        const thread = start(PROGRAM);
        this.#threads.push(thread);
        thread.postMessage({ module, memory, control, helper });
      }
    } catch {
      // The system starts no more of them; those that there are do.
    }
  }

  /** Threads that help. */
  get helpers(): number {
    return this.#threads.length;
  }

  /**
   * Runs a job's parts, some of them by `take` in this thread. A part may be computed twice, to the same effect.
   *
   * @param args {@linkcode JOB_WORDS} whole numbers of 32 bits, which the threads hand to the kernel
   */
  run(args: Int32Array, parts: number, take: (part: number) => void): void {
    const words = this.#words;
    words.set(args, ARGUMENTS);
    Atomics.store(words, NEXT, 0);
    Atomics.add(words, JOB, 1);
    Atomics.notify(words, JOB);
    const next = () => Atomics.add(words, NEXT, 1);
    for (let part = next(); part < parts; part = next()) take(part);
    Atomics.store(words, NEXT, CLOSED);
    if (this.#settles()) return;
    this.close();
    for (let part = 0; part < parts; part++) take(part);
  }

  /** Ends the threads. */
  close(): void {
    for (const thread of this.#threads.splice(0)) thread.terminate();
    Atomics.store(this.#words, ACTIVE, 0);
    Atomics.store(this.#words, BROKEN, 0);
  }

  /** Waits until no thread is at work; false, if one is no more. */
  #settles(): boolean {
    const words = this.#words;
    let active = Atomics.load(words, ACTIVE);
    for (const start = performance.now(); active !== 0; active = Atomics.load(words, ACTIVE)) {
      for (let i = 0; i < 1000 && active !== 0; i++) active = Atomics.load(words, ACTIVE);
      const waited = performance.now() - start;
      if (waited > this.patience) return false;
      // Let it have the core, if there are not enough: a page's main thread may not sleep, and looks on.
      if (waited > 0.2 && active !== 0 && mayWait()) Atomics.wait(words, ACTIVE, active, 1);
    }
    return Atomics.load(words, BROKEN) === 0;
  }
}

/** A page's main thread may not. */
function mayWait(): boolean {
  return !("document" in globalThis);
}

/**
 * What a thread runs. It hears one message, and never another: from then on it waits for jobs in shared memory.
 * The host defines `receive`, which hands that message over.
 */
const PROGRAM = `receive(({ module, memory, control, helper }) => {
  let multiply;
  try {
    ({ multiply } = new WebAssembly.Instance(module, { env: { memory } }).exports);
  } catch {
    return; // no memory for it, perhaps: the others do without this one
  }
  const words = new Int32Array(memory.buffer, control, ${ARGUMENTS + JOB_WORDS});
  const floats = new Float32Array(memory.buffer, control, ${ARGUMENTS + JOB_WORDS});
  const [JOB, NEXT, ACTIVE, BROKEN, A] = [${[JOB, NEXT, ACTIVE, BROKEN, ARGUMENTS]}];
  for (let seen = 0;;) {
    let start = performance.now();
    for (let looks = 1; Atomics.load(words, JOB) === seen; looks++) {
      if (looks % 256 === 0 && performance.now() - start > ${LOOK_MS}) Atomics.wait(words, JOB, seen);
    }
    seen = Atomics.load(words, JOB);
    Atomics.add(words, ACTIVE, 1);
    try {
      for (;;) {
        const part = Atomics.add(words, NEXT, 1);
        if (part >= ${CLOSED}) break; // the arguments may be those of the next job already
        const panels = words[A + 9], from = part * words[A + 10];
        if (from >= panels) break;
        multiply(words[A], words[A + 1], words[A + 2], words[A + 3], words[A + 4], words[A + 5],
          words[A + 6], words[A + 7], words[A + 8],
          from, Math.min(panels, from + words[A + 10]), words[A + 11] + helper * words[A + 12],
          words[A + 13], words[A + 14], floats[A + 15]);
      }
    } catch {
      Atomics.store(words, BROKEN, 1);
    }
    Atomics.sub(words, ACTIVE, 1);
    Atomics.notify(words, ACTIVE);
  }
});`;
