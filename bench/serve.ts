import { stdin } from "node:process";
import { createInterface } from "node:readline";

/** What a measurement took, and the loss of its last batch. */
export interface Timing {
  readonly milliseconds: number;
  readonly batches: number;
  readonly loss: number;
  /** Milliseconds after an epoch here, for the metrics of the latent units. */
  readonly metrics?: number;
}

/**
 * What every contender does; the other end is contender.ts. Prints `versions`, then answers each line of
 * standard input, `NAME` or `NAME COUNT`, by a line of JSON.
 */
export async function serve(
  versions: Readonly<Record<string, string>>,
  measures: Readonly<Record<string, (count: number) => Promise<Timing>>>,
): Promise<void> {
  console.log(JSON.stringify(versions));
  for await (const line of createInterface({ input: stdin })) {
    const [name, count] = line.split(" ");
    console.log(JSON.stringify(await measures[name](Number(count))));
  }
  Deno.exit(0); // a library's threads might go on
}
