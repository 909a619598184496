/** A text, with everything between backticks shown as code. */
export function CodeText({ text }: { readonly text: string }) {
  return <>{text.split("`").map((part, i) => i % 2 ? <code key={i}>{part}</code> : part)}</>;
}
