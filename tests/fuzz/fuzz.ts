import process from "node:process";
import { assert } from "@std/assert";
import { UserError } from "../../lib/user_error.ts";

const granted = Deno.permissions.querySync({ name: "env" }).state === "granted";
const variable = (name: string) => granted ? Deno.env.get(name) : undefined;

/** Whether `deno task fuzz` is what runs: many files, drawn anew each time. */
export const fuzzing = variable("VAE_FUZZ") !== undefined;

/**
 * How often a property is tried: `few` times with one seed in the tests, `many` times with a new seed
 * in `deno task fuzz`. fast-check prints the seed of what fails; `VAE_FUZZ_SEED=N deno task fuzz` draws
 * the same again.
 */
export function runs(few: number, many: number): { numRuns: number; seed?: number } {
  if (!fuzzing) return { numRuns: few, seed: 1 };
  const seed = variable("VAE_FUZZ_SEED");
  return seed === undefined ? { numRuns: many } : { numRuns: many, seed: Number(seed) };
}

/** What small files may cost, in MB: their values, and what the garbage collector has not taken yet. */
const MAX_RISE = 200;

/** What hostile files were answered with, by words that tell answers apart. */
export class Answers {
  /** Files tried. */
  count = 0;
  readonly #seen = new Set<string>();
  readonly #kinds: readonly string[];
  readonly #peak = peakMemory();

  /** Notes which of these `kinds` of answers were given; "accepted" is one. */
  constructor(...kinds: string[]) {
    this.#kinds = kinds;
  }

  /**
   * Reads a hostile file. Passes if it is accepted or refused within a second with a UserError of one
   * printable line that names `place`.
   */
  async ask<T>(place: string, read: () => T | Promise<T>): Promise<T | undefined> {
    this.count++;
    let answer: T | undefined;
    const seconds = async () => {
      const start = performance.now();
      answer = await this.#answer(place, read);
      return (performance.now() - start) / 1000;
    };
    // A second time: a busy machine may halt any program, but hardly the same file twice.
    assert(await seconds() < 1 || await seconds() < 1, "took more than a second, twice");
    return answer;
  }

  async #answer<T>(place: string, read: () => T | Promise<T>): Promise<T | undefined> {
    try {
      const value = await read();
      this.#seen.add("accepted");
      return value;
    } catch (error) {
      assert(error instanceof UserError, `a crash: ${(error as Error)?.stack ?? error}`);
      const { message } = error;
      // deno-lint-ignore no-control-regex
      assert(!/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]/.test(message), `raw: ${message}`);
      assert(message.includes(place), `names no ${place}: ${message}`);
      assert(message.length < 5000, `${message.length} characters`);
      this.#seen.add(this.#kinds.find((kind) => message.includes(kind)) ?? message);
    }
  }

  /**
   * Fails if a kind of answer was never given, which means that the files do not try it; and in
   * `deno task fuzz`, if the greatest memory of the process rose by more than {@linkcode MAX_RISE}.
   */
  check(): void {
    const missing = ["accepted", ...this.#kinds].filter((kind) => !this.#seen.has(kind));
    assert(missing.length === 0, `no file was answered: ${missing.join("; ")}`);
    const risen = peakMemory() - this.#peak;
    if (!fuzzing) return; // other tests, before, may have taken more
    console.log(`${this.count} files, memory rose by ${risen.toFixed(0)} MB`);
    assert(risen <= MAX_RISE, `memory rose by ${risen} MB, wanted at most ${MAX_RISE}`);
  }
}

/** The most memory that the process has held so far, in MB. */
function peakMemory(): number {
  return process.resourceUsage().maxRSS / 1024;
}
