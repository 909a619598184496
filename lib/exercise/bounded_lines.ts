/**
 * Reads the lines of a stream up to a limit of bytes; what comes after it is read and forgotten, so that its writer
 * does not wait for a reader.
 *
 * @param take is given each line, the last one also where no line end follows it
 * @param tooMuch is called when there is more than `atMost`
 */
export async function boundedLines(
  stream: ReadableStream<Uint8Array>,
  atMost: number,
  take: (line: string) => void,
  tooMuch: () => void,
): Promise<void> {
  const decoder = new TextDecoder();
  // A line may come in thousands of pieces: joined once, not with each of them.
  let pieces: string[] = [], read = 0;
  for await (const chunk of stream) {
    read += chunk.length;
    if (read > atMost) {
      pieces = [];
      tooMuch();
      continue;
    }
    const text = decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
      const last = text.slice(from, end);
      take(pieces.length === 0 ? last : [...pieces, last].join(""));
      pieces = [];
      from = end + 1;
    }
    if (from < text.length) pieces.push(text.slice(from));
  }
  const rest = pieces.join("");
  if (rest) take(rest);
}

/** The first characters of a stream of lines. */
export class Head {
  readonly #atMost: number;
  #text = "";

  /** @param atMost characters */
  constructor(atMost: number) {
    this.#atMost = atMost;
  }

  /** Adds a line, as far as there is room; empty ones in front are left out. */
  add(line: string): void {
    if (this.#text.length >= this.#atMost || !line && !this.#text) return;
    this.#text = `${this.#text}${line}\n`.slice(0, this.#atMost);
  }

  /** What was kept, without white space at its end. */
  get text(): string {
    return this.#text.trimEnd();
  }
}
