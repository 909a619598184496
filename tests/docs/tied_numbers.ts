import { evaluate, type RowSets, rowsOf } from "./table_query.ts";

/**
 * What is wrong with the numbers of a document in Markdown: every number of its prose and tables has to be
 * followed by a comment that says where it comes from.
 *
 *     <!-- let naive = runs where run ~ naive_seed-* -->
 *     The loss is 29.81<!-- mean loss of naive --> ± 0.45<!-- sd loss of naive --> over 10<!-- count of naive --> seeds;
 *     the notebook printed 28.919<!-- source: the notebook's output -->.
 *
 * `let` names some rows. A query (see {@linkcode evaluate}) has to give the number before it, rounded as it
 * stands there; a number with a percent sign is 100 times what the query gives. `source: TEXT` names where a number was
 * published, `given: TEXT` a choice or a definition, `printed: COMMAND` the command that prints it; `given 3: TEXT`
 * covers three numbers, and so do the others. A `?` in place of a number fails with the number that belongs there.
 *
 * Code, formulas between `$`, addresses, headings' and lists' own numbers, years of citations, arXiv's numbers and
 * references (figure 2, section 3) need no comment.
 *
 * @returns a sentence for each mistake, with its line
 */
export function untiedNumbers(markdown: string, tables: RowSets): string[] {
  const sets = new Map(tables);
  const mistakes: string[] = [];
  let waiting: Found[] = [];
  const flush = () => {
    for (const { text, line } of waiting) mistakes.push(`line ${line}: ${text} has no source`);
    waiting = [];
  };
  for (const token of tokens(markdown)) {
    if (token.kind === "block") flush();
    else if (token.kind === "number") waiting.push(token);
    else {
      try {
        comment(token.text, waiting, sets);
      } catch (error) {
        mistakes.push(`line ${token.line}: ${(error as Error).message}`);
      }
    }
  }
  flush();
  return mistakes;
}

interface Found {
  readonly kind: "number" | "comment" | "block";
  readonly text: string;
  readonly line: number;
}

/** Comments that are no queries, for one number or several. */
const SAID = /^(source|given|printed)(?: (\d+))?: *(.*)$/s;

/** Takes the numbers that a comment covers. @throws {Error} that says why it does not */
function comment(
  text: string,
  waiting: Found[],
  sets: Map<string, ReturnType<typeof rowsOf>>,
): void {
  const named = /^let (\w+) = (.+)$/s.exec(text);
  if (named) {
    const [, name, set] = named;
    if (sets.has(name)) throw new Error(`there is a set ${name} already`);
    sets.set(name, rowsOf(set, sets));
    return;
  }
  const [, kind, count = "1", what] = SAID.exec(text) ?? [];
  if (kind) {
    if (what.trim() === "") throw new Error(`${kind}: says nothing`);
    if (kind === "printed" && !/^deno (task|run) \S/.test(what)) {
      throw new Error(`printed: wants a command of Deno, got "${what}"`);
    }
    if (waiting.length < Number(count)) {
      throw new Error(
        `"${text}" is to cover ${count} numbers; before it there are ${waiting.length}`,
      );
    }
    waiting.splice(-Number(count));
    return;
  }
  const shown = waiting.pop();
  if (!shown) throw new Error(`"${text}" follows no number`);
  const value = evaluate(text, sets);
  if (!isShown(shown.text, value)) {
    throw new Error(
      `${shown.text} should be ${value.toPrecision(8)} (${text.replace(/\s+/g, " ")})`,
    );
  }
}

/** Whether a number, rounded to the digits of a text, is what stands there. */
function isShown(text: string, value: number): boolean {
  if (text === "?" || !Number.isFinite(value)) return false;
  const plain = text.replaceAll(",", "").replace("−", "-").replace("%", "").trim();
  const [, decimals = "", exponent = "0"] = /^-?\d+(?:\.(\d+))?(?:e([-+]?\d+))?$/.exec(plain)!;
  const unit = 10 ** (Number(exponent) - decimals.length);
  const wanted = text.endsWith("%") ? 100 * value : value;
  return Math.abs(Number(plain) - wanted) <= 0.5 * unit * (1 + 1e-9);
}

/** Comments, which stay whatever is in them; then code. */
const COMMENT_OR_CODE = /(<!--[^]*?-->)|^```[^]*?^```|^(?: {4}|\t).*$|`[^`\n]*`/gm;

/** Other parts without numbers of their own. */
const SILENT = [
  /\$\$[^]*?\$\$/g, // formulas
  /\$[^$\n]*\$/g,
  /\]\([^)]*\)/g, // addresses
  /<https?:[^>]*>/g,
  /^\s*(?:\d+[.)](?=\s)|#+ (?:\d+\.?\d* )?)/gm, // numbers of lists and headings
  /\barXiv:? ?\d{4}\.\d{4,5}/gi,
  /\b(?:figures?|tables?|sections?|equations?|eq\.|exercises?|chapters?|version|issue) \(?\d+(?:\.\d+)*\)?(?: (?:and|to) \d+)?/gi,
  /(?:\p{L}[\p{L}.'-]*(?: and \p{L}+| et al\.)?,? \(?)(?:19|20)\d\d[a-z]?(?=[);,.\]])/gu, // citations
];

const TOKEN =
  /(<!--[^]*?-->)|(\n[ \t]*\n|\n(?=[ \t]*(?:[-*+] |\||#|\d+[.)] )))|((?<![\w.\p{L}]|[\p{L}\d]-)[-−]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?(?: ?%)?|(?<=[\s|(])\?(?=<!--))/gu;

/** The numbers, the comments and the ends of paragraphs, list items, table rows, in their order. */
function* tokens(markdown: string): Generator<Found, void> {
  const blank = (text: string) => text.replace(/[^\n]/g, " ");
  const comments: string[] = [];
  const lineEnds = (text: string) => text.replace(/[^\n]/g, "");
  const held = markdown.replace(COMMENT_OR_CODE, (text, comment) => {
    if (!comment) return blank(text);
    comments.push(comment);
    return `\u0000${lineEnds(text)}\u0001`;
  });
  let next = 0;
  const restored = SILENT.reduce((text, pattern) => text.replace(pattern, blank), held)
    // deno-lint-ignore no-control-regex
    .replace(/\u0000\n*\u0001/g, () => comments[next++]);
  if (next !== comments.length) throw new Error("a comment stands in a formula or an address");
  for (const match of restored.matchAll(TOKEN)) {
    const [all, comment, block, number] = match;
    const line = restored.slice(0, match.index).split("\n").length;
    if (comment) yield { kind: "comment", text: comment.slice(4, -3).trim(), line };
    else if (block !== undefined) yield { kind: "block", text: "", line };
    else if (number) yield { kind: "number", text: all.replace(/,$/, ""), line };
  }
}
