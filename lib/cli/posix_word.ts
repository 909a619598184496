/** Words that no POSIX shell reads otherwise. */
const PLAIN = /^[\w./:@,+=-]+$/;

/** A text as a POSIX shell takes it for one word, and as it is: `it's` is `'it'\''s'`. */
export function posixWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
