/** A text in which what stands between backticks is code. */
export function CodeText({ text }: { readonly text: string }) {
  return <>{text.split("`").map((part, i) => i % 2 ? <code key={i}>{part}</code> : part)}</>;
}
