/** A sentence, or a heading, of words that begin with a small letter. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
