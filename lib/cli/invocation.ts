/** Whether the program is one file by itself: what `deno task share` writes. */
export const alone: boolean = import.meta.url === Deno.mainModule;

/** Whether the lab's other files lie beside this one: not so if it came from a web server, either. */
export const inClone: boolean = import.meta.url.startsWith("file:") && !alone;

/** How a user calls a script here: `deno task kl`, or `deno run [rights] https://HOST/scripts/kl.ts`. */
export function invocation(task: string): string {
  return inClone ? `deno task ${task}` : `deno run [rights] ${Deno.mainModule}`;
}
