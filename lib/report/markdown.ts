import {
  Marked,
  Renderer,
  type TokenizerAndRendererExtension,
  type Tokens,
} from "../deps/marked.ts";
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

/** Where a link may lead: to a place in the document, and to what asks the reader's browser or mail program. */
const LINKED = /^(#|https?:|mailto:)/i;

/** Headings begin at this level: those above it belong to the document that the text becomes a part of. */
const HIGHEST = 4;

const markdown = new Marked({
  extensions: [block, inline],
  renderer: {
    html: ({ text }) => escaped(text),
    heading({ tokens, depth }) {
      const level = Math.min(6, depth + HIGHEST - 1);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
    },
    // Where it is wider than the screen it scrolls by itself, and by the keyboard.
    table(token) {
      const html = Renderer.prototype.table.call(this, token);
      return `<div class="report-scroll" role="region" aria-label="Table" tabindex="0">${html}</div>\n`;
    },
    // With `false` marked renders it as usual.
    link: ({ href, raw }) => LINKED.test(href) ? false : escaped(raw),
    image: ({ href, raw }) => href.startsWith("data:image/") ? false : escaped(raw),
  },
});

/**
 * Markdown with formulas in TeX between dollar signs, as HTML with MathML, which asks for no file. HTML in it,
 * what is no TeX after all, pictures that it does not carry itself and links that are none of the web's are
 * shown as text.
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
