import { Worker } from "node:worker_threads";

/** What Emscripten's main thread and its workers send each other. */
export interface Message {
  /** What is to be done, or was. */
  readonly cmd?: string;
  /** Where a worker finds the module's script. */
  readonly urlOrBlob?: unknown;
}

/**
 * The workers of a wasm module built by Emscripten, in Deno.
 *
 * Emscripten makes eight workers, whatever the number of threads, and waits for them without end. Here
 * its `new Worker()` makes an empty seat; the workers, as many as are needed, are started and tried
 * out by the pool, all or none, and take a seat when a thread is run in it.
 */
export class ThreadPool {
  /** Takes the place of the global `Worker` while the module starts. */
  readonly Worker: new () => Seat = Seat.bind(null, this);
  /** Called if one that was hired ends. */
  onLost: () => void = () => {};
  #workers: Worker[] = [];
  #loading?: Promise<void>;
  #loaded = false;

  /**
   * Starts nothing before the first seat is made.
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
  ) {}

  /** Whether {@linkcode load} is over, well or not. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Starts the workers, early, so that they are there when the module is compiled. */
  start(): void {
    if (this.#workers.length > 0 || this.#loaded) return;
    // The package writes line breaks into strings, where they have to be escaped.
    const text = JSON.stringify(this.sources.worker.replaceAll("\n", "\\n"));
    const program = PROGRAM.replace("TEXT", () => text);
    try {
      // No environment: copying this process' one would be the only need for --allow-env.
      const options = { eval: true, env: {} };
      for (let i = 0; i < this.count; i++) this.#workers.push(new Worker(program, options));
    } catch {
      this.#fail();
    }
  }

  /** Gives them the module, once. */
  load(message: Message): Promise<void> {
    return this.#loading ??= this.#load({ ...message, urlOrBlob: this.sources.script });
  }

  /** One of them. */
  hire(): Worker {
    const worker = this.#workers.pop()!;
    for (const end of ["error", "exit"]) worker.on(end, () => this.onLost());
    return worker;
  }

  /** Ends those that are not hired. */
  close(): void {
    for (const worker of this.#workers) worker.terminate();
    this.#workers = [];
  }

  async #load(message: Message): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => timer = setTimeout(reject, this.patience));
    const loading = this.#workers.map((worker) => load(worker, message));
    try {
      await Promise.race([Promise.all(loading), late]);
      wake(this.#workers, this.patience);
    } catch {
      this.#fail();
    }
    clearTimeout(timer);
    this.#loaded = true;
  }

  #fail() {
    this.giveUp();
    this.close();
    this.#loaded = true;
  }
}

/** What Emscripten takes for a worker of Node's. */
class Seat {
  onmessage?: (event: { data: Message }) => void;
  #pool: ThreadPool;
  #worker?: Worker;

  constructor(pool: ThreadPool) {
    this.#pool = pool;
    pool.start();
  }

  async postMessage(message: Message): Promise<void> {
    if (message.cmd === "load") {
      // At once if it can be: Emscripten makes another one where eight are not enough, and cannot wait.
      if (!this.#pool.loaded) await this.#pool.load(message);
      this.onmessage?.({ data: { cmd: "loaded" } });
      return;
    }
    if (!this.#worker) {
      this.#worker = this.#pool.hire();
      this.#worker.on("message", (data) => this.onmessage?.({ data }));
    }
    this.#worker.postMessage(message);
  }

  terminate(): void {
    this.#worker?.terminate();
  }

  // Emscripten would keep the process alive, and print the errors that Deno prints.
  ref(): void {}
  unref(): void {}
  on(): void {}
}

/** Gives a worker the module, and then lets it no longer keep the process alive. */
async function load(worker: Worker, message: Message): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    worker.once("message", ({ cmd }: Message) => cmd === "loaded" ? resolve() : reject());
    worker.once("error", reject);
    worker.once("exit", reject);
    worker.postMessage(message);
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
 * Runs the text of Emscripten's worker, which takes Deno for Node and assigns what Deno has as
 * accessors: `location`, which would throw, and `onmessage`, which would hear all messages twice.
 *
 * Deno prints an error that nobody catches. So one on the way there is reported, or ends the worker. Once
 * it computes, the main thread waits for it, without end and without an ear: an error then ends the process.
 */
const PROGRAM = `try {
  const node = require; // the text replaces the global one by what it is lent
  const { parentPort } = node("node:worker_threads");
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
        if (message.cmd === "load") return parentPort.postMessage({ cmd: "failed" });
        node("node:fs").writeSync(2, "error: a thread of the backend wasm broke: " + error.message +
          ". Go on with --resume; --threads 1 goes without threads.\\n");
        try {
          const libc = { _exit: { parameters: ["i32"], result: "void" } };
          Deno.dlopen("libc.so.6", libc).symbols._exit(1);
        } catch {
          process.kill(process.pid, "SIGKILL"); // not Linux, or no permission to call libraries
        }
      }
    }),
  };
  const lend = (name) => name === "worker_threads" ? { parentPort: port } : node(name);
  new Function("require", TEXT)(lend);
} catch {}`;
