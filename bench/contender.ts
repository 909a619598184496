import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { UserError } from "../lib/user_error.ts";
import type { Timing } from "./serve.ts";

/** A program that measures itself when it is asked to, with a number of threads. */
export interface Side {
  /** As the tables call it. */
  readonly name: string;
  readonly threads: number;
  readonly command: readonly string[];
}

/**
 * A side that runs: started once, warmed up, and then asked in turn with the others, so that all see the
 * same machine. Between two questions it waits for a line, and takes no time.
 */
export class Contender {
  readonly side: Side;
  /** What it says of itself: the versions of its libraries. */
  readonly versions: Readonly<Record<string, string>>;
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #answers: AsyncIterator<string>;

  private constructor(
    side: Side,
    child: Deno.ChildProcess,
    answers: AsyncIterator<string>,
    versions: Readonly<Record<string, string>>,
  ) {
    this.side = side;
    this.versions = versions;
    this.#child = child;
    this.#writer = child.stdin.getWriter();
    this.#answers = answers;
  }

  /** Starts the program, and waits until it is warm. @throws {UserError} if it ends instead */
  static async start(side: Side, signal: AbortSignal): Promise<Contender> {
    const [program, ...args] = side.command;
    const child = new Deno.Command(program, {
      args,
      env: { PYTHONDONTWRITEBYTECODE: "1" },
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
      signal,
    }).spawn();
    const input = Readable.fromWeb(child.stdout as Parameters<typeof Readable.fromWeb>[0]);
    const answers = createInterface({ input })[Symbol.asyncIterator]();
    return new Contender(side, child, answers, await answer(side, answers));
  }

  /** Measures: `step 100`, `epoch`. */
  async ask(question: string): Promise<Timing> {
    await this.#writer.write(new TextEncoder().encode(`${question}\n`));
    return await answer(this.side, this.#answers);
  }

  /** Lets the program end. */
  async end(): Promise<void> {
    await this.#writer.close();
    await this.#child.status;
  }
}

async function answer<T>({ name }: Side, answers: AsyncIterator<string>): Promise<T> {
  const { value, done } = await answers.next();
  if (done) throw new UserError(`${name} ended before it had measured; what it said stands above.`);
  return JSON.parse(value);
}
