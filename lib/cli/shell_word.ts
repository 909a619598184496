/** Words that no shell reads otherwise; PowerShell has more of its own. */
const PLAIN = Deno.build.os === "windows" ? /^[\w./\\:-]+$/ : /^[\w./:@,+=-]+$/;

/** A text as a shell takes it for one word, and as it is. */
export function shellWord(text: string): string {
  if (PLAIN.test(text)) return text;
  return Deno.build.os === "windows" ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`;
}
