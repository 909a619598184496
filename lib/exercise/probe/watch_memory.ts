/** How often the process looks at itself, in milliseconds. */
const PAUSE = 50;

/**
 * Watches from a thread of its own, which a student's endless loop cannot hold up, what the process uses, and
 * prints a line when that is too much; the reader of the line then ends the process. V8's own limit counts no
 * typed arrays.
 *
 * @param limit bytes
 * @param token begins the line
 */
export function watchMemory(limit: number, token: string): void {
  const line = JSON.stringify(`\n${token} ${JSON.stringify({ stopped: "memory" })}\n`);
  const code = `setInterval(() => {
    if (Deno.memoryUsage().rss > ${limit}) Deno.stdout.writeSync(new TextEncoder().encode(${line}));
  }, ${PAUSE});`;
  new Worker(`data:application/javascript,${encodeURIComponent(code)}`, { type: "module" });
}
