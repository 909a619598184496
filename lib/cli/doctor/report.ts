import type { Tried } from "./machine.ts";

/** Prints, as a line of JSON, what `find` found, or why it failed; ends the process. For a program of a trial. */
export async function report<T>(find: () => Promise<T>): Promise<void> {
  let tried: Tried<T>;
  try {
    tried = { found: await find() };
  } catch (error) {
    tried = { failure: (error as Error)?.message ?? String(error) };
  }
  console.log(JSON.stringify(tried));
  Deno.exit(0); // a graphics driver's threads might go on
}
