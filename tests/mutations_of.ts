/** A program with one change in a formula. */
export interface Mutation {
  /** Where the change is; counts from 1. */
  readonly line: number;
  /** The line as it was. */
  readonly before: string;
  /** The line as it is now. */
  readonly after: string;
  /** The whole program, changed. */
  readonly source: string;
}

/** What is put in place of an operator, or of a function. */
const OTHER: Record<string, string> = {
  ...{ "+": "-", "-": "+", "*": "/", "/": "*", "**": "*", "%": "*" },
  ...{ "+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=" },
  ...{ "Math.log": "Math.exp", "Math.exp": "Math.log", "Math.expm1": "Math.exp" },
  ...{ "Math.log1p": "Math.log", "Math.sqrt": "Math.cbrt", "Math.hypot": "Math.max" },
  ...{ "Math.min": "Math.max", "Math.max": "Math.min", "Math.abs": "Math.exp" },
  ...{ "Math.floor": "Math.ceil", "Math.ceil": "Math.floor", "Math.fround": "Math.floor" },
  ...{ "Math.cos": "Math.sin", "Math.sin": "Math.cos" },
  ...{ "tf.add": "tf.sub", "tf.sub": "tf.add", "tf.mul": "tf.div", "tf.div": "tf.mul" },
  ...{ "tf.exp": "tf.log", "tf.log": "tf.exp", "tf.expm1": "tf.exp", "tf.neg": "tf.abs" },
  ...{ "tf.square": "tf.abs", "tf.sqrt": "tf.abs", "tf.sum": "tf.mean", "tf.mean": "tf.sum" },
  ...{ "tf.maximum": "tf.minimum", "tf.minimum": "tf.maximum" },
};

/** In the form of `deno fmt`; a template literal nests braces and others of its kind once. */
const TOKEN = new RegExp(
  [
    /(?<blank>\s+|\/\/.*|\/\*[^]*?\*\/)/,
    /(?<text>"(?:\\.|[^"\\])*"|`(?:\\[^]|\$\{(?:[^{}`]|\{[^{}]*\}|`[^`]*`)*\}|[^`\\])*`)/,
    /(?<text>(?<=[(,=:[!&|?{}; ])\/(?![/* =])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+\/\w*)/,
    /(?<number>0x[\da-f_]+n?|\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?n?)/,
    /(?<keyword>(?:return|case|typeof|yield|await|in|of|function|import|export)(?![\w$]))/,
    /(?<name>(?:Math\.|tf\.)?[\w$]+|[)\]])/,
    /(?<sign>=>|\+\+|--|\*\*=?|[-+*/%]=|[^])/,
  ].map(({ source }) => source).join("|"),
  "g",
);

/**
 * Every program that differs from this one by one sign, operator, factor or function. Types, strings,
 * regular expressions, comments and the messages of errors stay as they are, and so do `++` and `--`.
 *
 * @param source TypeScript as `deno fmt` writes it
 */
export function mutationsOf(source: string): Mutation[] {
  const found: Mutation[] = [];
  const tokens = [...source.matchAll(TOKEN)].filter(({ groups }) => groups!.blank === undefined);
  for (let i = 0; i < tokens.length; i++) {
    i = endOfPassage(tokens, i);
    const other = replacement(tokens, i);
    if (other === undefined) continue;
    const { index, 0: { length } } = tokens[i];
    const mutated = source.slice(0, index) + other + source.slice(index + length);
    const [from, to] = [source.lastIndexOf("\n", index) + 1, source.indexOf("\n", index)];
    found.push({
      line: source.slice(0, from).split("\n").length,
      before: source.slice(from, to).trim(),
      after: mutated.slice(from, to + other.length - length).trim(),
      source: mutated,
    });
  }
  return found;
}

function replacement(tokens: readonly RegExpExecArray[], i: number): string | undefined {
  const [before, token, after] = [-1, 0, 1].map((by) => tokens[i + by]?.groups ?? {});
  if (token.number !== undefined) return scaled(token.number);
  if (token.name !== undefined) return OTHER[token.name];
  if (before.text !== undefined || after.text !== undefined) return undefined; // joins strings
  const followsValue = before.name !== undefined || before.number !== undefined;
  return followsValue ? OTHER[token.sign] : token.sign === "-" ? "" : undefined;
}

/** Twice the number, and 1 for 0. */
function scaled(number: string): string {
  const digits = number.replaceAll("_", "");
  return digits.endsWith("n")
    ? `${2n * BigInt(digits.slice(0, -1)) || 1n}n`
    : `${2 * Number(digits) || 1}`;
}

/** Where the type or the error ends that begins at `i`; `i` itself if none does. */
function endOfPassage(tokens: readonly RegExpExecArray[], i: number): number {
  const [first, second, third] = tokens.slice(i, i + 3).map(([text]) => text);
  const isType = first === "type" && ["=", "<"].includes(third);
  const isError = first === "new" && second.endsWith("Error");
  const last = first === "interface" ? "}" : isType ? ";" : isError ? ")" : first;
  for (let depth = 0;; i++) {
    const [text] = tokens[i];
    if (["(", "[", "{"].includes(text)) depth++;
    else if ([")", "]", "}"].includes(text) && depth > 0) depth--;
    if (text === last && (depth === 0 || last === first)) return i;
  }
}
