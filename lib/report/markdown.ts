import { Marked, type TokenizerAndRendererExtension, type Tokens } from "../deps/marked.ts";
import { renderToString } from "../deps/temml.ts";

/** A formula on lines of its own, between double dollar signs. */
const DISPLAYED = /^\$\$([^]+?)\$\$/;
/** A formula in a line, between dollar signs that no space follows or precedes. */
const INLINE = /^\$(?![\s$])((?:[^$\\]|\\[^])+?)(?<!\s)\$/;

const block: TokenizerAndRendererExtension = {
  name: "displayedFormula",
  level: "block",
  start: (source) => source.match(/\$\$/)?.index,
  tokenizer: (source) => token("displayedFormula", DISPLAYED, source),
  renderer: (token) => `<div class="report-formula">${formula(token, true)}</div>\n`,
};
const inline: TokenizerAndRendererExtension = {
  name: "formula",
  level: "inline",
  start: (source) => source.match(/\$/)?.index,
  tokenizer: (source) => token("formula", INLINE, source),
  renderer: (token) => formula(token, false),
};

const markdown = new Marked({
  extensions: [block, inline],
  renderer: { html: ({ text }) => escaped(text) },
});

/**
 * Markdown with formulas in TeX between dollar signs, as HTML with MathML. HTML in it, and what is no TeX
 * after all, is shown as text.
 *
 * @example
 * ```ts
 * import { markdownHtml } from "./markdown.ts";
 *
 * markdownHtml("*Two*"); // "<p><em>Two</em></p>\n"
 * ```
 */
export function markdownHtml(text: string): string {
  return markdown.parse(text, { async: false });
}

/** A formula as MathML. */
function formula({ raw, text }: Tokens.Generic, displayMode: boolean): string {
  try {
    return renderToString(text.trim(), { displayMode, throwOnError: true });
  } catch {
    return escaped(raw);
  }
}

function token(type: string, pattern: RegExp, source: string): Tokens.Generic | undefined {
  const [raw, text] = pattern.exec(source) ?? [];
  return raw === undefined ? undefined : { type, raw, text };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
