import type { JSX } from "../../deps/preact.ts";
import { markdownHtml } from "../markdown.ts";

/** Markdown with formulas in TeX. */
export function Prose({ text }: { readonly text: string }): JSX.Element {
  return <div class="report-prose" dangerouslySetInnerHTML={{ __html: markdownHtml(text) }} />;
}

/** A line of Markdown with formulas in TeX, without a paragraph of its own. */
export function Line({ text }: { readonly text: string }): JSX.Element {
  const html = markdownHtml(text).trim().replace(/^<p>([^]*)<\/p>$/, "$1");
  return <span dangerouslySetInnerHTML={{ __html: html }} />;
}
