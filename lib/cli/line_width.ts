/** How many characters a line of prose may have: no more than are easily read. */
export function lineWidth(): number {
  const columns = Deno.stdout.isTerminal() ? Deno.consoleSize().columns : 0;
  return Math.min(Math.max(columns || 80, 60), 100);
}
