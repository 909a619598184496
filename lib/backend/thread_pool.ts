import { Worker } from "node:worker_threads";

/** What Emscripten's main thread and its workers send each other. */
interface Message {
  readonly cmd?: string;
  readonly urlOrBlob?: unknown;
}

/**
 * The threads of a wasm module built by Emscripten, in Deno.
 *
 * Emscripten makes eight workers, whatever the number of threads asked for, and waits for them without
 * end. Here its `new Worker()` makes an empty seat; the workers, as many as are needed, are started
 * and tried out by the pool, all or none, and take a seat when a thread is run in it.
 */
export class ThreadPool {
  /** Takes the place of the global `Worker` while the module starts. */
  readonly Worker: new () => object;
  #workers: Worker[] = [];
  #loaded = false;
  #loading?: Promise<void>;

  /**
   * Starts nothing yet.
   *
   * @param count how many workers: a thread less than in all, for the main thread works too
   * @param sources what they run: the text of Emscripten's worker, and the path of the module's script
   * @param giveUp called if they do not start, before the module goes on without them
   * @param patience how long they may take, in milliseconds
   */
  constructor(
    readonly count: number,
    readonly sources: { readonly worker: string; readonly script: string },
    readonly giveUp: () => void,
    readonly patience = 5000,
  ) {
    // deno-lint-ignore no-this-alias
    const pool = this;
    this.Worker = class {
      onmessage?: (event: { data: Message }) => void;
      #worker?: Worker;
      constructor() {
        pool.#start();
      }
      async postMessage(message: Message): Promise<void> {
        if (message.cmd === "load") {
          if (!pool.#loaded) await pool.#load(message);
          return this.onmessage?.({ data: { cmd: "loaded" } });
        }
        if (!this.#worker) {
          this.#worker = pool.#workers.pop()!;
          this.#worker.on("message", (data) => this.onmessage?.({ data }));
        }
        this.#worker.postMessage(message);
      }
      terminate() {
        this.#worker?.terminate();
      }
      // Emscripten would hear of errors only to throw them on, and keep the process alive.
      on() {}
      ref() {}
      unref() {}
    };
  }

  /** Ends the workers that no thread runs in. */
  close(): void {
    for (const worker of this.#workers) worker.terminate();
    this.#workers = [];
  }

  /** Early, so that they start while the module is compiled. */
  #start() {
    if (this.#workers.length > 0 || this.#loaded) return;
    const program = PROGRAM.replace("TEXT", () => this.sources.worker.replaceAll("\n", "\\n"));
    for (let i = 0; i < this.count; i++) this.#workers.push(new Worker(program, { eval: true }));
  }

  #load(message: Message): Promise<void> {
    return this.#loading ??= (async () => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error("late")), this.patience);
      });
      const load = { ...message, urlOrBlob: this.sources.script };
      try {
        await Promise.race([
          Promise.all(this.#workers.map((worker) => loaded(worker, load))),
          late,
        ]);
        wake(this.#workers, this.patience);
      } catch {
        this.giveUp();
        this.close();
      }
      clearTimeout(timer);
      this.#loaded = true;
    })();
  }
}

/** Gives a worker the module, and lets it no longer keep the process alive. */
async function loaded(worker: Worker, load: Message): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    worker.once("message", ({ cmd }: Message) => cmd === "loaded" ? resolve() : reject());
    worker.once("error", reject);
    worker.once("exit", reject);
    worker.postMessage(load);
  });
  worker.removeAllListeners();
  worker.unref();
}

/** Tries whether they hear a message while this thread is blocked, as it is when the module runs one. */
function wake(workers: Worker[], patience: number): void {
  const awake = new Int32Array(new SharedArrayBuffer(4));
  for (const worker of workers) worker.postMessage({ awake });
  const end = performance.now() + patience;
  for (let count = 0; count < workers.length; count = Atomics.load(awake, 0)) {
    const left = end - performance.now();
    if (Atomics.wait(awake, 0, count, left) === "timed-out") throw new Error("late");
  }
}

/**
 * Runs the text of Emscripten's worker, which takes Deno for Node. What Deno has as accessors it
 * assigns: `location`, which cannot be, and `onmessage`, which would hear all messages twice. An error
 * that is not caught would be printed: one while it starts is reported instead.
 */
const PROGRAM = `
  const { parentPort } = require("node:worker_threads");
  for (const name of ["location", "onmessage"]) {
    Object.defineProperty(globalThis, name, { writable: true, configurable: true });
  }
  const port = {
    postMessage: (message) => parentPort.postMessage(message),
    on: (event, listener) => parentPort.on(event, (message) => {
      if (message.awake) {
        Atomics.add(message.awake, 0, 1);
        return Atomics.notify(message.awake, 0);
      }
      try {
        listener(message);
      } catch (error) {
        if (message.cmd !== "load") throw error;
        port.postMessage({ cmd: "failed" });
      }
    }),
  };
  const node = require; // the text replaces the global one by what it is lent
  const lend = (name) => name === "worker_threads" ? { parentPort: port } : node(name);
  ((require) => { TEXT })(lend);
`;
